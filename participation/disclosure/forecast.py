"""What an author can expect to see of a plan, told before the survey opens and without any answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor

from participation.disclosure.plan import QuestionPlan, Table, TablePlan
from participation.disclosure.scales import Schedule, likely_shown, schedule
from participation.disclosure.utility import needed_base, variance

NS = (300, 500, 1000, 2000)


@dataclass(frozen=True)
class ForecastRow:
    """A row: how many people may be expected in it, how many it needs, and hence whether it will probably be shown."""

    key: str
    expected_base: int
    needed_base: int
    shown: bool


@dataclass(frozen=True)
class ForecastTable:
    """A planned table; ``b`` None and no rows: too few answers for it. ``coarse``: groups instead of rows."""

    by: str
    b: Fraction | None
    coarse: bool
    rows: tuple[ForecastRow, ...]


@dataclass(frozen=True)
class ForecastQuestion:
    """The tables of a question in the order of the plan, and whether its county figure will probably be shown."""

    key: str
    county_shown: bool
    tables: tuple[ForecastTable, ...]


@dataclass(frozen=True)
class ForecastAt:
    """The outlook for ``n`` answers."""

    n: int
    questions: tuple[ForecastQuestion, ...]


@dataclass(frozen=True)
class HiddenBy:
    """A warning: with ``n`` answers the further table by ``table`` hides ``rows`` of the earlier table by ``hides``."""

    question: str
    n: int
    table: str
    hides: str
    rows: tuple[str, ...]


@dataclass(frozen=True)
class Forecast:
    """Outlook and warnings."""

    at: tuple[ForecastAt, ...]
    warnings: tuple[HiddenBy, ...]


def forecast(plan: TablePlan, ns: Sequence[int] = NS) -> Forecast:
    """Return which rows of a valid ``plan`` will probably be shown for each number of answers in ``ns``.

    Expects people to take part in proportion to the population of the rows and everybody to answer every question; rows
    without known population count equally.
    """
    at = tuple(ForecastAt(n, tuple(_question(plan, each, n) for each in schedule(plan, n))) for n in ns)
    return Forecast(
        at, tuple(warning for n in ns for question in plan.questions for warning in _hidden(plan, question, n))
    )


def _question(plan: TablePlan, each: Schedule, n: int) -> ForecastQuestion:
    tables = tuple(_table(plan, each, table.by, n) for table in each.question.tables)
    if each.tables:
        weight = sum((1 / ((len(table.groups) + 1) * variance(table.b)) for table in each.tables), Fraction(0))
        county_shown = n >= needed_base(each.question, 1 / weight)
    else:
        county_shown = each.county_b is not None and n >= needed_base(each.question, variance(each.county_b))
    return ForecastQuestion(each.question.key, county_shown, tables)


def _table(plan: TablePlan, each: Schedule, by: str, n: int) -> ForecastTable:
    drawn = next((table for table in each.tables if table.by == by), None)
    if drawn is None:
        return ForecastTable(by, None, False, ())
    dimension = plan.dimension(by)
    needed = needed_base(each.question, variance(drawn.b))
    rows = tuple(
        ForecastRow(
            group.key,
            floor(n * dimension.share(group)),
            needed,
            likely_shown(dimension, group, n, needed),
        )
        for group in drawn.groups
    )
    return ForecastTable(by, drawn.b, drawn.groups != dimension.fine(), rows)


def _hidden(plan: TablePlan, question: QuestionPlan, n: int) -> list[HiddenBy]:
    """Compare the plan with and without each further table; rows that become part of a group count as hidden."""
    warnings = []
    for last in range(2, len(question.tables) + 1):
        before, after = (_shown(plan, question, question.tables[:kept], n) for kept in (last - 1, last))
        for hides, rows in before.items():
            lost = tuple(row for row in rows if row not in after.get(hides, ()))
            if lost:
                warnings.append(HiddenBy(question.key, n, question.tables[last - 1].by, hides, lost))
    return warnings


def _shown(plan: TablePlan, question: QuestionPlan, tables: Sequence[Table], n: int) -> dict[str, tuple[str, ...]]:
    shortened = replace(question, tables=tuple(tables))
    [each] = schedule(replace(plan, questions=(shortened,)), n)
    return {
        table.by: tuple(row.key for row in _table(plan, each, table.by, n).rows if row.shown) for table in each.tables
    }
