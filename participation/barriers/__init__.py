"""Barriers that people report: a form from every footer, a list at the desk, deleted a year after the answer."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from participation.accounts.words import name_actions
from participation.barriers import desk, views
from participation.barriers.actions import MAIL_KIND
from participation.barriers.jobs import delete_old
from participation.barriers.words import ACTION_NAMES
from participation.instance import hub
from participation.jobs import Job, add_job
from participation.mail.kinds import register_mail_kind


def init_app(app: Flask) -> None:
    """Plugs form, list and deletion into the application."""
    app.register_blueprint(views.blueprint)
    app.register_blueprint(desk.blueprint)
    card = hub.Card(60, "barrier_reports.index", _l("Reported barriers"), _l("What people told us."), desk.open_points)
    hub.add_card(app, card)
    add_job(app, Job("barriers: delete old reports", 86_400, delete_old, _l("Delete reports answered a year ago")))
    register_mail_kind(app, MAIL_KIND, _l("Reported barrier"))
    name_actions(app, ACTION_NAMES)
