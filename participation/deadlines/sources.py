"""How parts and features say what is due: one ``DeadlineSource`` each, found by its kind."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from flask import Flask, current_app
from flask_babel.speaklater import LazyString

from participation.permissions import Permission
from participation.types import Text


@dataclass(frozen=True)
class FourEyes:
    """That a kind of duty (its key) needs somebody beside the authors, some time from ``first`` to the deadline."""

    duty: str
    first: date
    authors: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Deadline:
    """Something that is due on a day: ``title`` names the thing, ``what`` says what happens or is to be done.

    ``key``: the same for the same step of the same thing as long as it lives, such as ``survey-abc-opens``.
    ``needs``: what somebody must be allowed to do it; None when it happens by itself. ``opens_with``: what somebody
    needs to open the address who has not got that. ``note``: what stands in the way, in the reader's language.
    ``four_eyes``: set when it needs a second person.
    """

    day: date
    title: Text
    what: str
    address: str
    organisation_id: int
    kind: str
    key: str
    needs: Permission | None = None
    opens_with: Permission = Permission.SEE_DESK
    note: str = ""
    four_eyes: FourEyes | None = None


class DeadlineSource(Protocol):
    """What a part or a feature lets the desk know of its days."""

    @property
    def kind(self) -> str:
        """Short name, such as ``survey``; it stands in the filter's address."""

    @property
    def label(self) -> LazyString:
        """What its things are called (a lazy translation)."""

    def deadlines(self, organisations: Collection[int], today: date, until: date) -> Sequence[Deadline]:
        """Everything of these organisations (ids) that is due up to that day and not done, however long overdue.

        A constant number of queries.
        """


def init_sources(app: Flask) -> None:
    """Prepares the register, whichever part of the application comes first."""
    app.extensions.setdefault("deadline_sources", {})


def register_deadlines(app: Flask, source: DeadlineSource) -> None:
    """Adds a source. Raises ValueError when its kind is taken."""
    init_sources(app)
    known: dict[str, DeadlineSource] = app.extensions["deadline_sources"]
    if source.kind in known:
        raise ValueError(f"there are two sources of deadlines of the kind {source.kind}")
    known[source.kind] = source


def sources() -> list[DeadlineSource]:
    """All sources of the running application."""
    return list(current_app.extensions["deadline_sources"].values())
