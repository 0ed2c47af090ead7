"""Barriers that people report: a form from every footer, a list at the desk, deleted a year after the answer."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from participation.accounts.words import name_actions
from participation.barriers import desk, views
from participation.barriers.actions import MAIL_KIND
from participation.barriers.retention import init_retention
from participation.barriers.words import ACTION_NAMES
from participation.instance import hub
from participation.mail.kinds import register_mail_kind


def init_app(app: Flask) -> None:
    """Plugs form, list and deletion into the application."""
    app.register_blueprint(views.blueprint)
    app.register_blueprint(desk.blueprint)
    card = hub.Card(60, "barrier_reports.index", _l("Reported barriers"), _l("What people told us."), desk.open_points)
    hub.add_card(app, card)
    init_retention(app)
    register_mail_kind(app, MAIL_KIND, _l("Reported barrier"))
    name_actions(app, ACTION_NAMES)
