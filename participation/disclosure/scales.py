"""Which tables are drawn, in which rows, with how much noise: decided by the number of answers and the plan alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from participation.disclosure.plan import Dimension, Group, QuestionPlan, Table, TablePlan
from participation.disclosure.utility import needed_base, variance

FEWEST_ANSWERS = 50
"""Below this no number is published."""

_TABLES_FROM = ((1000, 3), (300, 2))

# A level of rows is worth its noise when at least this part of its rows will probably be shown.
_WORTHWHILE = Fraction(1, 2)


@dataclass(frozen=True)
class ScheduledTable:
    """A two-way table as it will be drawn: by groups of rows, each cell with noise of scale ``b``."""

    by: str
    groups: tuple[Group, ...]
    b: Fraction


@dataclass(frozen=True)
class Schedule:
    """What is drawn of one question: its tables, or, where there are none, the county row with scale ``county_b``.

    With neither nothing is drawn.
    """

    question: QuestionPlan
    tables: tuple[ScheduledTable, ...] = ()
    county_b: Fraction | None = None

    def epsilon(self) -> Fraction:
        """Return the sum of c / b over the drawn tables: how much of the question's budget of 1 is spent."""
        scales = [table.b for table in self.tables] + ([] if self.county_b is None else [self.county_b])
        return sum((self.question.contribution() / b for b in scales), Fraction(0))


def tables_allowed(n: int) -> int:
    """Return how many two-way tables ``n`` answers allow."""
    return next((tables for least, tables in _TABLES_FROM if n >= least), 0)


def scales(question: QuestionPlan, tables: Sequence[Table]) -> list[Fraction]:
    """Return the noise scale of each of ``tables``: b_t = c / share_t with share_t = weight_t / sum of weights."""
    whole = sum(table.weight for table in tables)
    return [Fraction(question.contribution() * whole, table.weight) for table in tables]


def schedule(plan: TablePlan, n: int) -> tuple[Schedule, ...]:
    """Return for each question of ``plan`` what is drawn of it when ``n`` people answered.

    Below 50 answers nothing; below 300 the county row; from 300 the first two tables, from 1,000 the first three.
    Tables in which fewer than half of the rows can be expected to be shown are coarsened: first to the groups of their
    dimension, then to the county row, which means that they fall away and leave their budget to the others. Where
    several tables hinder each other the later one falls away first. Expected bases are n times population shares.
    """
    return tuple(_scheduled(plan, question, n) for question in plan.questions)


def wanted(plan: TablePlan, n: int) -> list[tuple[str, str | None]]:
    """Return the (question, dimension) pairs that have to be counted for a draw; dimension None is the county."""
    pairs: list[tuple[str, str | None]] = []
    for each in schedule(plan, n):
        pairs += [(each.question.key, table.by) for table in each.tables]
        if each.county_b is not None:
            pairs.append((each.question.key, None))
    return pairs


def likely_shown(dimension: Dimension, group: Group, n: int, needed: int) -> bool:
    """Return whether a row can be expected to be shown: its part of ``n`` by population reaches the ``needed`` base."""
    return n * dimension.share(group) >= needed


def _scheduled(plan: TablePlan, question: QuestionPlan, n: int) -> Schedule:
    if n < FEWEST_ANSWERS:
        return Schedule(question)
    remaining = question.tables[: tables_allowed(n)]
    while remaining:
        for kept in range(len(remaining), 0, -1):
            tables = _at_worthwhile_level(plan, question, remaining[:kept], n)
            if len(tables) == kept:
                return Schedule(question, tables)
        # Even alone the most important table would show too little; the next ones may still be useful.
        remaining = remaining[1:]
    return Schedule(question, (), Fraction(question.contribution()))


def _at_worthwhile_level(
    plan: TablePlan, question: QuestionPlan, tables: Sequence[Table], n: int
) -> tuple[ScheduledTable, ...]:
    found = []
    for table, b in zip(tables, scales(question, tables), strict=True):
        dimension, needed = plan.dimension(table.by), needed_base(question, variance(b))
        for groups in (dimension.fine(), dimension.coarse):
            shown = sum(likely_shown(dimension, group, n, needed) for group in groups)
            if groups and shown >= _WORTHWHILE * len(groups):
                found.append(ScheduledTable(table.by, groups, b))
                break
    return tuple(found)
