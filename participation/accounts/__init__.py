"""People of the office and the towns who sign in; citizens have no account and no session."""

from flask import Flask

from participation.accounts import sessions
from participation.accounts.views import blueprint


def init_app(app: Flask) -> None:
    """Plugs sign-in, sessions and the audit trail into the application."""
    sessions.init_app(app)
    app.register_blueprint(blueprint)
