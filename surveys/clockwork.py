"""What surveys do by the clock."""

from datetime import datetime

from participation.formatting import zone
from surveys import mover, retention
from surveys.state import state


def collect(now: datetime) -> None:
    """Moves waiting answers, closes surveys after their last day, and ends those whose day of grace is over."""
    mover.move_all(state().reader, now)
    mover.close_due(now, now.astimezone(zone()).date())
    mover.settle_due(state().reader, now)


def delete(now: datetime) -> None:
    """Deletes answers and texts whose time is over."""
    retention.delete_due(now)
