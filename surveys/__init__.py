"""Surveys: the feature by which people answer questions on their phones. How it plugs into the platform."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from participation.accounts.things import register_thing_page
from participation.accounts.words import name_actions
from participation.deadlines.sources import register_deadlines
from participation.demo import add_demo
from participation.following import register_followable
from participation.jobs import Job, add_job
from participation.summaries.sources import register_source
from surveys import cli, desk, public, search
from surveys.answering import respondent, state
from surveys.collecting.retention import init_retention
from surveys.deadlines import SurveyDeadlines
from surveys.demo.load import load_surveys
from surveys.followed import followed_surveys
from surveys.jobs import collect
from surveys.rules import KIND
from surveys.summaries import SurveySource
from surveys.words import ACTION_NAMES


def init_app(app: Flask) -> None:
    """Plugs surveys into the platform: addresses, summary source, deadlines, jobs, commands, demo data."""
    state.init_app(app)
    respondent.init_app(app)
    public.init_public(app)
    desk.init_desk(app)
    register_source(app, SurveySource())
    register_followable(app, KIND, followed_surveys)
    register_deadlines(app, SurveyDeadlines())
    search.init_search(app)
    add_job(app, Job("surveys: collect answers", 5, collect, _l("Collect answers, end surveys in time"), per_node=True))
    init_retention(app)
    name_actions(app, ACTION_NAMES)
    register_thing_page(app, KIND, "surveys_desk.show")
    cli.init_app(app)
    add_demo(app, load_surveys)
