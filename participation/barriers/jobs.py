"""Work by the clock: reports that were answered long ago are deleted."""

from datetime import datetime

from participation.barriers.actions import delete_answered
from participation.extensions import db


def delete_old(now: datetime) -> None:
    """Deletes what is no longer needed."""
    if delete_answered(now):
        db.session.commit()
