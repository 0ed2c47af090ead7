"""How long absences and deputies are kept."""

from datetime import datetime

from flask import Flask
from flask_babel import lazy_gettext as _l

from participation.deputies.actions import delete_past
from participation.extensions import db
from participation.formatting import zone
from participation.kept import Kept, add_kept


def init_retention(app: Flask) -> None:
    """Says what is kept of people, and how long."""
    add_kept(
        app,
        Kept(
            _l("Who stands in for whom, and who is away when"),
            _l("So that there is always a second pair of eyes"),
            None,
            _l("absences until they are over, deputies a year after their last day"),
            delete_over,
            ("absence", "deputy"),
            of_staff=True,
        ),
    )


def delete_over(now: datetime) -> int:
    """Deletes what is over, commits, and returns how much it was."""
    number = delete_past(now.astimezone(zone()).date())
    db.session.commit()
    return number
