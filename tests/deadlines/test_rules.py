"""How near a day is."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from participation.deadlines.rules import When, grouped, when

TODAY = date(2026, 6, 26)


@dataclass(frozen=True)
class Due:
    """Something with a day."""

    day: date


@pytest.mark.parametrize(
    ("days", "near"),
    [(-400, When.OVERDUE), (-1, When.OVERDUE), (0, When.TODAY), (1, When.SOON), (7, When.SOON), (8, When.LATER)],
)
def test_a_day_is_over_today_within_a_week_or_later(days: int, near: When) -> None:
    assert when(TODAY + timedelta(days=days), TODAY) == near


def test_things_are_grouped_in_the_order_of_their_days() -> None:
    things = [Due(TODAY + timedelta(days=days)) for days in (-3, -1, 0, 2, 90)]
    found = dict(grouped(things, TODAY))
    assert list(found) == list(When)
    assert [len(some) for some in found.values()] == [2, 1, 1, 1]
    assert list(grouped([], TODAY)) == []
