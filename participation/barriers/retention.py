"""How long reports of barriers are kept."""

from datetime import datetime

from flask import Flask
from flask_babel import lazy_gettext as _l

from participation.barriers.actions import delete_answered
from participation.barriers.rules import KEPT_AFTER_ANSWER
from participation.extensions import db
from participation.kept import Kept, add_kept


def init_retention(app: Flask) -> None:
    """Says what reports keep of people, and how long."""
    add_kept(
        app,
        Kept(
            _l("Reports of barriers, with a mail address if somebody wants an answer"),
            _l("To remove the barrier, and to answer"),
            KEPT_AFTER_ANSWER,
            _l("after the answer"),
            delete_old,
            ("barrier_report",),
        ),
    )


def delete_old(now: datetime) -> int:
    """Deletes reports that were answered long ago, commits, and returns their number."""
    number = delete_answered(now)
    db.session.commit()
    return number
