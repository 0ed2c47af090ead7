"""The same again some weeks later: days keep their weekday, moments their hour, titles name the new year. Pure."""

import re
from datetime import UTC, date, datetime, timedelta, tzinfo

WEEKS_A_YEAR = 52
"""A year of whole weeks: 364 days, so that a Friday stays a Friday."""


def shifted(day: date, weeks: int) -> date:
    """The day that many weeks later: the same weekday."""
    return day + timedelta(weeks=weeks)


def shifted_moment(moment: datetime, weeks: int, zone: tzinfo) -> datetime:
    """The moment with the same weekday and the same hour on the clock of that zone, that many weeks later, in UTC.

    An hour that summer time leaves out becomes the one after it; of one that comes twice it is the first.
    """
    local = moment.astimezone(zone).replace(tzinfo=None) + timedelta(weeks=weeks)
    return local.replace(tzinfo=zone, fold=0).astimezone(UTC)


def weeks_on(day: date, today: date) -> int:
    """How many weeks later the day comes again, in whole years of weeks and not before today."""
    years = 1
    while shifted(day, years * WEEKS_A_YEAR) < today:
        years += 1
    return years * WEEKS_A_YEAR


def in_year(text: str, old: int, new: int) -> str:
    """The text with that year replaced wherever it stands by itself; ``2026/27`` and ``2026/2027`` go on as pairs."""
    following = rf"(?:[/–-](?:{old + 1}|{(old + 1) % 100:02d}))?"
    return re.sub(rf"(?<!\d){old}{following}(?!\d)", lambda found: _moved(found.group(), new), text)


def _moved(found: str, new: int) -> str:
    between, second = found[4:5], found[5:]
    if not second:
        return f"{new}{between}"
    return f"{new}{between}{new + 1 if len(second) == 4 else f'{(new + 1) % 100:02d}'}"
