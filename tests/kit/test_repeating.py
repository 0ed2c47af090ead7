"""The same again some weeks later."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.kit.repeating import WEEKS_A_YEAR, in_year, shifted, shifted_moment, weeks_on

BERLIN = ZoneInfo("Europe/Berlin")
DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))


def local(year: int, month: int, day: int, hour: int, minute: int) -> datetime:
    """A moment as a clock in Berlin shows it."""
    return datetime(year, month, day, hour, minute, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("day", "again"),
    [
        (date(2026, 6, 26), date(2027, 6, 25)),
        (date(2027, 6, 25), date(2028, 6, 23)),  # over a leap day
        (date(2028, 2, 29), date(2029, 2, 27)),  # a leap day itself
        (date(2026, 12, 31), date(2027, 12, 30)),
    ],
)
def test_a_year_of_weeks_keeps_the_weekday(day: date, again: date) -> None:
    assert shifted(day, WEEKS_A_YEAR) == again
    assert day.weekday() == again.weekday()


@given(DAYS, st.integers(-200, 200))
def test_every_shift_keeps_the_weekday(day: date, weeks: int) -> None:
    assert shifted(day, weeks).weekday() == day.weekday()


@pytest.mark.parametrize(
    ("moment", "weeks", "expected"),
    [
        (local(2026, 3, 27, 9, 0), 1, local(2026, 4, 3, 9, 0)),  # winter to summer time
        (local(2026, 10, 23, 9, 0), 1, local(2026, 10, 30, 9, 0)),  # and back
        (local(2026, 3, 22, 2, 30), 1, local(2026, 3, 29, 3, 30)),  # an hour that is left out
        (local(2026, 10, 18, 2, 30), 1, local(2026, 10, 25, 2, 30)),  # an hour that comes twice
        (local(2027, 6, 25, 9, 0), WEEKS_A_YEAR, local(2028, 6, 23, 9, 0)),
    ],
)
def test_moments_keep_their_hour_on_the_clock(moment: datetime, weeks: int, expected: datetime) -> None:
    again = shifted_moment(moment, weeks, BERLIN)
    assert again.tzinfo is UTC
    assert again.astimezone(BERLIN).replace(tzinfo=None) == expected.replace(tzinfo=None)


def test_of_an_hour_that_comes_twice_it_is_the_first() -> None:
    again = shifted_moment(local(2026, 10, 18, 2, 30), 1, BERLIN)
    assert again == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@given(DAYS, DAYS)
def test_it_comes_again_within_a_year_of_weeks_but_not_before_today(day: date, today: date) -> None:
    again = shifted(day, weeks_on(day, today))
    assert again >= today
    assert again > day
    assert again < max(today, day + timedelta(days=1)) + timedelta(weeks=WEEKS_A_YEAR)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Digitaltag 2026", "Digitaltag 2027"),
        ("digitaltag-2026", "digitaltag-2027"),
        ("2026: Was brauchen Sie 2026?", "2027: Was brauchen Sie 2027?"),
        ("Winter 2026/27", "Winter 2027/28"),
        ("Haushalt 2026/2027", "Haushalt 2027/2028"),
        ("winter-2026-27", "winter-2027-28"),
        ("Strategie 2030", "Strategie 2030"),
        ("Nr. 120261", "Nr. 120261"),
        ("2026-35", "2027-35"),
        ("ohne Jahr", "ohne Jahr"),
    ],
)
def test_the_year_goes_on_where_it_stands_by_itself(before: str, after: str) -> None:
    assert in_year(before, 2026, 2027) == after
