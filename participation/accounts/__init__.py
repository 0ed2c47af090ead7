"""People of the office and the towns who sign in; citizens have no account and no session."""

from flask import Flask

from participation import layout
from participation.accounts import sessions, things, views  # noqa: F401  # views: their addresses
from participation.accounts.views.blueprint import blueprint
from participation.accounts.words import ACTION_NAMES, action_word, name_actions, person
from participation.permissions import Permission


def init_app(app: Flask) -> None:
    """Plugs sign-in, sessions and the audit trail into the application."""
    sessions.init_app(app)
    things.init_app(app)
    app.register_blueprint(blueprint)
    app.jinja_env.filters.update(action_word=action_word, person=person)
    name_actions(app, ACTION_NAMES)
    layout.add_desk(app, "accounts.index", "Accounts", Permission.MANAGE_ACCOUNTS, 80)
    layout.add_desk(app, "accounts.audit_trail", "Audit trail", Permission.SEE_AUDIT, 90)
