"""Mail: a letter is queued in the transaction of what it tells, and sent afterwards, once."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from participation.mail import actions, kinds, sealing

__all__ = ["actions", "init_app"]


def init_app(app: Flask) -> None:
    """Plugs the outbox into the application."""
    kinds.init_app(app)
    sealing.init_app(app)
    kinds.register_mail_kind(app, "trial", _l("Trial mail"))
