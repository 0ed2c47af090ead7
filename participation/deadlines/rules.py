"""How near a day is. Pure."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from itertools import groupby
from typing import Protocol, TypeVar

SOON = timedelta(days=7)
SHORTLY = timedelta(days=60)
AHEAD = timedelta(days=400)
"""How far the desk looks ahead: deletions come a year after closing at the latest."""


class When(StrEnum):
    """How near a day is, in the order in which the desk shows it."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    LATER = "later"


class Dated(Protocol):
    """Whatever is due on a day."""

    @property
    def day(self) -> date:
        """The day."""


Due = TypeVar("Due", bound=Dated)


def when(day: date, today: date) -> When:
    """How near the day is: over, today, within seven days, or later."""
    if day <= today:
        return When.TODAY if day == today else When.OVERDUE
    return When.SOON if day <= today + SOON else When.LATER


def grouped(things: Iterable[Due], today: date) -> Iterator[tuple[When, list[Due]]]:
    """Things that are in the order of their days, by how near they are."""
    for near, some in groupby(things, lambda one: when(one.day, today)):
        yield near, list(some)
