"""Drafts, their review by a second person, and frozen releases; features hand over a ``SummarySource``."""

from flask import Flask

from participation.layout import add_desk
from participation.permissions import Permission
from participation.start import Panel, add_desk_panel
from participation.summaries.sources import init_sources
from participation.summaries.views import blueprint, waiting_panel


def init_app(app: Flask) -> None:
    """Plugs in the desk of summaries, its place in the navigation, and the register of sources."""
    init_sources(app)
    app.register_blueprint(blueprint)
    add_desk("summaries.index", "Summaries", Permission.SEE_DESK, 30)
    add_desk_panel(app, Panel("summaries/_waiting.html", waiting_panel))
