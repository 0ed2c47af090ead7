"""The one place where true counts meet noise. Nothing behind it knows a true count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from participation.disclosure.counts import Aggregate, RowCount, county_of, grouped
from participation.disclosure.noise import Noise
from participation.disclosure.plan import QuestionPlan
from participation.disclosure.scales import Schedule
from participation.disclosure.utility import variance


@dataclass(frozen=True)
class NoisyRow:
    """A row after noise; may be negative, and is a fraction once several tables are combined.

    ``variance`` is that of the noise in one cell.
    """

    base: Fraction
    cells: tuple[Fraction, ...]
    variance: Fraction


@dataclass(frozen=True)
class NoisyTable:
    """A table after noise: its rows in the order of the schedule, the rest row apart."""

    rows: tuple[NoisyRow, ...]
    rest: NoisyRow

    def everybody(self) -> NoisyRow:
        """Return the county as this table has it: the sum of its rows and of its rest."""
        rows = (*self.rows, self.rest)
        return NoisyRow(
            sum((row.base for row in rows), Fraction(0)),
            tuple(sum(cells, Fraction(0)) for cells in zip(*(row.cells for row in rows), strict=True)),
            sum((row.variance for row in rows), Fraction(0)),
        )


def noisy_row(question: QuestionPlan, row: RowCount, b: Fraction, noise: Noise) -> NoisyRow:
    """Return ``row`` with one fresh draw of scale ``b`` in each cell, empty cells included.

    The base of a single choice is the sum of its noisy cells and costs nothing; that of a multiple choice is drawn.
    """
    cells = tuple(Fraction(row.cells.get(option.key, 0) + noise(b)) for option in question.options)
    base = sum(cells, Fraction(0)) if question.kind == "single" else Fraction(row.base + noise(b))
    return NoisyRow(base, cells, variance(b))


def noisy_tables(schedule: Schedule, aggregate: Aggregate, noise: Noise) -> tuple[tuple[NoisyTable, ...], NoisyRow]:
    """Draw the tables of a scheduled question and its county row. Every count is used in exactly one draw per table."""
    question = schedule.question
    if schedule.county_b is not None:
        return (), noisy_row(question, county_of(aggregate, question), schedule.county_b, noise)
    options = [option.key for option in question.options]
    tables = []
    for planned in schedule.tables:
        rows, rest = grouped(aggregate.tables[question.key, planned.by], planned.groups, options)
        drawn = tuple(noisy_row(question, row, planned.b, noise) for row in rows)
        tables.append(NoisyTable(drawn, noisy_row(question, rest, planned.b, noise)))
    return tuple(tables), combined([table.everybody() for table in tables])


def combined(estimates: Sequence[NoisyRow]) -> NoisyRow:
    """Return the best estimate of the county row from one estimate of each table of a question.

    All tables count the same people, so each table t gives an unbiased estimate x_t of the same true count, with the
    variance V_t = R_t v(b_t): R_t rows, the rest row included, each with noise of variance v(b_t). Independent
    estimates are best combined with weights of inverse variance:

        x = sum(w_t x_t) / sum(w_t),  w_t = 1 / V_t,  variance of x = 1 / sum(w_t)

    The same weights serve all cells and the base, so that cells of a single choice still add up to it. Costs no budget:
    only noisy numbers are used.
    """
    weights = [1 / estimate.variance for estimate in estimates]
    whole = sum(weights, Fraction(0))
    pairs = list(zip(weights, estimates, strict=True))
    cells = tuple(
        sum((weight * estimate.cells[place] for weight, estimate in pairs), Fraction(0)) / whole
        for place in range(len(estimates[0].cells))
    )
    return NoisyRow(sum((weight * estimate.base for weight, estimate in pairs), Fraction(0)) / whole, cells, 1 / whole)
