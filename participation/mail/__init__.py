"""Mail: a letter is queued in the transaction of what it tells, and sent afterwards, once."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from participation import layout
from participation.accounts.words import name_actions
from participation.jobs import Job, add_job
from participation.mail import kinds, sealing
from participation.mail.delivery import deliver, sends_mail
from participation.mail.retention import init_retention
from participation.mail.views import blueprint
from participation.mail.words import ACTION_NAMES
from participation.permissions import Permission


def init_app(app: Flask) -> None:
    """Plugs the outbox and its job into the application."""
    kinds.init_app(app)
    sealing.init_app(app)
    kinds.register_mail_kind(app, "trial", _l("Trial mail"))
    app.register_blueprint(blueprint)
    app.jinja_env.globals["sends_mail"] = sends_mail
    layout.add_desk(app, "mail.index", "Outbox", Permission.MANAGE_MAIL, 70, of_county=True)
    add_job(app, Job("mail: send", 5, deliver, _l("Send waiting mails"), per_node=True))
    init_retention(app)
    name_actions(app, ACTION_NAMES)
