"""Drafts, their review by a second person, and frozen releases; features hand over a ``SummarySource``."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from participation.deadlines.sources import register_deadlines
from participation.deputies.duties import Duty, register_duty
from participation.jobs import Job, add_job, register_task
from participation.kept import add_impersonal
from participation.layout import add_desk
from participation.permissions import Permission
from participation.summaries.deadlines import ReviewDeadlines
from participation.summaries.drawing import DRAWING
from participation.summaries.printing import print_releases
from participation.summaries.rules import REVIEW
from participation.summaries.sources import init_sources
from participation.summaries.views import blueprint


def init_app(app: Flask) -> None:
    """Plugs in the desk of summaries, its place in the navigation, and the register of sources."""
    init_sources(app)
    register_task(app, DRAWING)
    app.register_blueprint(blueprint)
    add_desk(app, "summaries.index", "Summaries", Permission.SEE_DESK, 30)
    add_job(app, Job("summaries: print releases", 60, print_releases, _l("Make PDF files of results")))
    register_deadlines(app, ReviewDeadlines())
    register_duty(app, Duty(REVIEW, _l("Review of summaries"), Permission.REVIEW_SUMMARIES))
    add_impersonal(
        app,
        {
            "budget_entry": "how much protection was spent on a question",
            "release": "published numbers, altered by chance",
            "release_print": "the same numbers as a PDF file",
            "release_part": "which questions of a release speak to which field",
        },
    )
