"""How long mails are kept."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from participation.kept import Kept, add_kept
from participation.mail.actions import delete_finished
from participation.mail.rules import MAIL_KEPT


def init_retention(app: Flask) -> None:
    """Says what the outbox keeps of people, and how long."""
    add_kept(
        app,
        Kept(
            _l("Mails with receiver and words, sealed"),
            _l("To send them, and to see whether they have arrived"),
            MAIL_KEPT,
            _l("after they were sent or given up"),
            delete_finished,
            ("mail",),
        ),
    )
