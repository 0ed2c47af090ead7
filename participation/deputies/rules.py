"""Who could do a duty that needs a second pair of eyes, and when nobody could. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

LONGEST = timedelta(days=366)
"""How long a deputy or an absence can last at most."""

KEPT = timedelta(days=365)
"""How long it is kept after its last day."""


@dataclass(frozen=True)
class Span:
    """Whole days, both ends included."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether the day lies within."""
        return self.first <= day <= self.last

    def meets(self, other: "Span") -> bool:
        """Whether they have a day in common."""
        return self.first <= other.last and other.first <= self.last

    def days(self) -> Iterator[date]:
        """Each of its days."""
        return (self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1))


@dataclass(frozen=True)
class Holder:
    """Somebody who may do a duty for these organisations: always, or as a deputy for some days."""

    account_id: int
    covers: frozenset[int]
    during: Span | None = None


class Gap(StrEnum):
    """Why there is no second pair of eyes."""

    NOBODY = "nobody"
    AUTHORS = "authors"
    AWAY = "away"


def gap(
    holders: Collection[Holder],
    absences: Mapping[int, Sequence[Span]],
    organisation_id: int,
    within: Span,
    authors: Collection[int] = (),
) -> Gap | None:
    """Why nobody could do the duty on any day of ``within``; None when somebody could, at least on one.

    ``authors``: who had a hand in the thing and therefore never counts. ``absences``: by account.
    """
    able = [one for one in holders if organisation_id in one.covers and (not one.during or one.during.meets(within))]
    others = [one for one in able if one.account_id not in authors]
    if not others:
        return Gap.AUTHORS if able else Gap.NOBODY
    there = any(_is_there(one, absences.get(one.account_id, ()), day) for one in others for day in within.days())
    return None if there else Gap.AWAY


def _is_there(holder: Holder, away: Sequence[Span], day: date) -> bool:
    on_duty = holder.during is None or holder.during.holds(day)
    return on_duty and not any(span.holds(day) for span in away)
