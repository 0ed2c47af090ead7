"""Who stands in for whom: duties that need four eyes are handed over for some days; and who is away when."""

from datetime import datetime

from flask import Flask
from flask_babel import lazy_gettext as _l

from participation.accounts.models import Account
from participation.accounts.sessions import add_grants
from participation.accounts.words import name_actions
from participation.deputies import jobs
from participation.deputies.duties import init_duties
from participation.deputies.queries import deputy_grants
from participation.deputies.views import blueprint
from participation.deputies.words import ACTION_NAMES
from participation.formatting import zone
from participation.jobs import Job, add_job
from participation.layout import add_desk
from participation.permissions import Grant, Permission


def init_app(app: Flask) -> None:
    """Plugs pages, what deputies may do, and the deletion of what is over into the application."""
    init_duties(app)
    app.register_blueprint(blueprint)
    add_grants(app, grants_now)
    add_desk(app, "deputies.index", "Deputies", Permission.APPOINT_DEPUTIES, 70)
    over = _l("Delete absences and deputies that are over")
    add_job(app, Job("deputies: delete what is over", 3_600, jobs.delete, over))
    name_actions(app, ACTION_NAMES)


def grants_now(account: Account, now: datetime) -> list[Grant]:
    """What the account may do at this moment as a deputy; a last day ends at midnight in the instance's time zone."""
    return deputy_grants(account, now.astimezone(zone()).date())
