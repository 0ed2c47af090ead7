"""What deputies do by the clock."""

from datetime import datetime

from participation.deputies.actions import delete_past
from participation.extensions import db
from participation.formatting import zone


def delete(now: datetime) -> None:
    """Deletes what is over."""
    delete_past(now.astimezone(zone()).date())
    db.session.commit()
