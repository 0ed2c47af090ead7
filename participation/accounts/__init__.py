"""People of the office and the towns who sign in; citizens have no account and no session."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from participation import layout
from participation.accounts import mails, sessions, things, views  # noqa: F401  # views: their addresses
from participation.accounts.retention import init_retention
from participation.accounts.rules import INVITATION, SIGN_IN
from participation.accounts.views.blueprint import blueprint
from participation.accounts.words import ACTION_NAMES, action_word, name_actions, person
from participation.jobs import Job, add_job
from participation.kit.personal_links import register_purpose
from participation.mail.kinds import register_mail_kind
from participation.permissions import Permission


def init_app(app: Flask) -> None:
    """Plugs sign-in, sessions and the audit trail into the application."""
    sessions.init_app(app)
    register_purpose(app, SIGN_IN, _l("Signing in"))
    register_purpose(app, INVITATION, _l("Invitation to an account"))
    register_mail_kind(app, mails.INVITATION_MAIL, _l("Invitation"))
    register_mail_kind(app, mails.SIGN_IN_MAIL, _l("Link to sign in"))
    answer = mails.answer_requests
    add_job(app, Job("accounts: answer requests for links", 5, answer, _l("Mail sign-in links that were asked for")))
    things.register_thing_page(app, "account", "accounts.show")
    things.init_app(app)
    app.register_blueprint(blueprint)
    app.jinja_env.filters.update(action_word=action_word, person=person)
    name_actions(app, ACTION_NAMES)
    init_retention(app)
    layout.add_desk(app, "accounts.index", "Accounts", Permission.MANAGE_ACCOUNTS, 80)
    layout.add_desk(app, "accounts.audit_trail", "Audit trail", Permission.SEE_AUDIT, 90)
