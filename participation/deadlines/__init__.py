"""What is due over everything the desk looks after; parts and features hand over a ``DeadlineSource``."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from participation.deadlines.sources import init_sources
from participation.deadlines.subscription import PURPOSE
from participation.deadlines.views import blueprint, panel
from participation.kit.personal_links import register_purpose
from participation.layout import add_desk
from participation.permissions import Permission
from participation.start import Panel, add_desk_panel

FIRST = 0


def init_app(app: Flask) -> None:
    """Plugs in the page of all deadlines, its place in the navigation, the desk's first panel, and the calendar."""
    init_sources(app)
    app.register_blueprint(blueprint)
    register_purpose(app, PURPOSE, _l("Calendar of the desk's deadlines"))
    add_desk(app, "deadlines.index", "Deadlines", Permission.SEE_DESK, 10)
    add_desk_panel(app, Panel("deadlines/_panel.html", panel, order=FIRST))
