"""Who stands in for whom: duties that need four eyes are handed over for some days; and who is away when."""

from datetime import datetime

from flask import Flask
from flask_babel import lazy_gettext as _l

from participation.accounts.models import Account
from participation.accounts.sessions import add_grants
from participation.accounts.words import name_actions
from participation.deputies.duties import init_duties
from participation.deputies.mails import APPOINTMENT_MAIL
from participation.deputies.queries import deputy_grants
from participation.deputies.retention import init_retention
from participation.deputies.views import blueprint
from participation.deputies.words import ACTION_NAMES
from participation.formatting import zone
from participation.layout import add_desk
from participation.mail.kinds import register_mail_kind
from participation.permissions import Grant, Permission


def init_app(app: Flask) -> None:
    """Plugs pages, what deputies may do, and how long it is kept into the application."""
    init_duties(app)
    app.register_blueprint(blueprint)
    add_grants(app, grants_now)
    register_mail_kind(app, APPOINTMENT_MAIL, _l("Appointment of a deputy"))
    add_desk(app, "deputies.index", "Deputies", Permission.APPOINT_DEPUTIES, 70)
    init_retention(app)
    name_actions(app, ACTION_NAMES)


def grants_now(account: Account, now: datetime) -> list[Grant]:
    """What the account may do at this moment as a deputy; a last day ends at midnight in the instance's time zone."""
    return deputy_grants(account, now.astimezone(zone()).date())
