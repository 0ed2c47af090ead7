"""The true counts: checked against the plan, grouped into the rows that will be drawn. They never leave memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from participation.disclosure.plan import COUNTY, REST, Group, PlanError, Problem, QuestionPlan, TablePlan


@dataclass(frozen=True)
class RowCount:
    """People of one row: ``base`` answered the question, ``cells`` counts them by option (a missing option is zero).

    Whoever chose "no answer" is in neither. True counts are left out of the representation, so that no log and no
    traceback can show them.
    """

    base: int = field(repr=False)
    cells: Mapping[str, int] = field(repr=False)


CountTable = Mapping[str, RowCount]
"""Counts by row key. A missing row is empty; key "" is the rest row; the county table has the one key "county"."""


@dataclass(frozen=True)
class Aggregate:
    """What was counted at close: ``n`` answers in all, tables by (question, dimension); dimension None is the county.

    Everybody contributes to every table of a question, the rest row included, so tables of one question agree in total.
    """

    n: int
    tables: Mapping[tuple[str, str | None], CountTable] = field(repr=False)


EMPTY = RowCount(0, {})


def total(rows: Iterable[RowCount], options: Sequence[str]) -> RowCount:
    """Return the sum of ``rows`` over ``options``."""
    found = list(rows)
    return RowCount(
        sum(row.base for row in found), {key: sum(row.cells.get(key, 0) for row in found) for key in options}
    )


def grouped(table: CountTable, groups: Sequence[Group], options: Sequence[str]) -> tuple[list[RowCount], RowCount]:
    """Return the counts of each group in order, and of the rest: everybody in no group."""
    inside = {row for group in groups for row in group.rows}
    rows = [total((table.get(row, EMPTY) for row in group.rows), options) for group in groups]
    return rows, total((row for key, row in table.items() if key not in inside), options)


def county_of(aggregate: Aggregate, question: QuestionPlan) -> RowCount:
    """Return everybody's counts of ``question``, from its county table or else from any other of its tables."""
    options = [option.key for option in question.options]
    tables = {by: table for (key, by), table in aggregate.tables.items() if key == question.key}
    table = tables[None] if None in tables else next(iter(tables.values()))
    return total(table.values(), options)


def misfits(plan: TablePlan, aggregate: Aggregate, needed: Iterable[tuple[str, str | None]]) -> list[Problem]:
    """Return why ``aggregate`` does not belong to ``plan``: what it has too much, too little or contradicting itself.

    ``needed`` are the tables to be drawn; a county table may be replaced by any other table of its question.
    """
    if not _is_count(aggregate.n):
        return [Problem("n", "must be a whole number from 0")]
    problems: list[Problem] = []
    questions = {question.key: question for question in plan.questions}
    for (key, by), table in aggregate.tables.items():
        if key not in questions:
            problems.append(Problem(f"tables.{key}", "unknown question"))
        elif by is not None and by not in {planned.by for planned in questions[key].tables}:
            problems.append(Problem(f"tables.{key}.{by}", "is not in the plan"))
        else:
            problems += _table(plan, questions[key], by, table, aggregate.n)
    # Totals can only be compared once the tables themselves are sound.
    problems = problems or [*_contradictions(plan, aggregate)]
    for key, by in needed:
        replaced = by is None and any(have == key for have, _ in aggregate.tables)
        if (key, by) not in aggregate.tables and not replaced:
            problems.append(Problem(f"tables.{key}.{by or COUNTY}", "is missing"))
    return problems


def check(plan: TablePlan, aggregate: Aggregate, needed: Iterable[tuple[str, str | None]]) -> None:
    """Raise PlanError with every misfit of ``aggregate``."""
    problems = misfits(plan, aggregate, needed)
    if problems:
        raise PlanError(*problems)


def _is_count(value: object) -> bool:
    return type(value) is int and value >= 0


def _table(plan: TablePlan, question: QuestionPlan, by: str | None, table: CountTable, n: int) -> Iterator[Problem]:
    path = f"tables.{question.key}.{by or COUNTY}"
    rows = {COUNTY} if by is None else {REST} | {row.key for row in plan.dimension(by).rows}
    for key, row in table.items():
        if key not in rows:
            yield Problem(f"{path}.{key}", "unknown row")
        else:
            yield from _row(f"{path}.{key or 'rest'}", question, row)
    bases = [row.base for row in table.values()]
    if all(map(_is_count, bases)) and sum(bases) > n:
        yield Problem(path, "counts more people than took part")


def _row(path: str, question: QuestionPlan, row: RowCount) -> Iterator[Problem]:
    for option in sorted(set(row.cells) - {option.key for option in question.options}):
        yield Problem(f"{path}.{option}", "unknown option")
    if not all(map(_is_count, (row.base, *row.cells.values()))):
        yield Problem(path, "counts must be whole numbers from 0")
        return
    counted = sum(row.cells.values())
    if question.kind == "single" and counted != row.base:
        yield Problem(path, "cells of a single choice must add up to the base")
    if question.kind == "multiple":
        if max(row.cells.values(), default=0) > row.base:
            yield Problem(path, "an option is chosen by more people than answered")
        # More ticks than the plan allows would be protected by too little noise.
        if counted > row.base * (question.contribution() - 1):
            yield Problem(path, "more options are chosen than the plan allows")


def _contradictions(plan: TablePlan, aggregate: Aggregate) -> Iterator[Problem]:
    for question in plan.questions:
        options = [option.key for option in question.options]
        totals = [total(table.values(), options) for (key, _), table in aggregate.tables.items() if key == question.key]
        if any(each != totals[0] for each in totals[1:]):
            yield Problem(f"tables.{question.key}", "tables count different people; is a rest row missing?")
