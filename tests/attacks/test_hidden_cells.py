"""The attacker takes a release and computes by integer programming what the cells that are not in it can be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import inf, sqrt
from random import Random

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from participation.disclosure.counts import Aggregate
from participation.disclosure.drawn import DrawnRow
from participation.disclosure.plan import REST
from participation.disclosure.release import draw
from participation.disclosure.utility import NOISE_95, variance
from tests.disclosure.county import AGE, TOWN, count, people, plan_of, seeded, single, tables
from tests.sizes import size

N = 600
QUESTION = single(planned=tables(1, 1))
PLAN = plan_of(QUESTION)
TOWNS = [*(row.key for row in TOWN.rows), REST]
AGES = [*(row.key for row in AGE.rows), REST]
OPTIONS = [option.key for option in QUESTION.options]
CELLS = {cell: place for place, cell in enumerate(product(TOWNS, AGES, OPTIONS))}

Part = tuple[str | None, str | None, str | None]


@dataclass(frozen=True)
class Known:
    """The sum of the cells in ``part`` (None: all of them) lies between ``low`` and ``high``."""

    part: Part
    low: float
    high: float


def members(part: Part) -> list[int]:
    return [
        place
        for cell, place in CELLS.items()
        if all(wish is None or wish == key for wish, key in zip(part, cell, strict=True))
    ]


def interval(known: Sequence[Known], part: Part) -> tuple[float, float] | None:
    """The least and the greatest that the sum of ``part`` can be, None where what is known contradicts itself."""
    places = [members(each.part) for each in known]
    rows = np.repeat(np.arange(len(known)), [len(found) for found in places])
    matrix = csr_array((np.ones(len(rows)), (rows, np.concatenate(places))), shape=(len(known), len(CELLS)))
    constraint = LinearConstraint(matrix, [each.low for each in known], [each.high for each in known])
    aim = np.zeros(len(CELLS))
    aim[members(part)] = 1
    ends = []
    for sign in (1, -1):
        found = milp(
            sign * aim,
            constraints=constraint,
            bounds=Bounds(0, N),
            integrality=np.ones(len(CELLS)),
            options={"time_limit": 20},
        )
        if found.status == 2:
            return None
        # Where the search was cut short its bound is still true.
        ends.append(sign * (found.fun if found.status == 0 else found.mip_dual_bound))
    return ends[0], ends[1]


def of_row(place: tuple[str | None, str | None], row: DrawnRow, deviation: float, careful: bool) -> list[Known]:
    """What a shown row says: taken at its word up to rounding, or, by a careful attacker, up to its stated error."""
    assert row.base_rounded is not None
    assert row.error_pp is not None
    slack = 5 + (NOISE_95 * deviation if careful else 0)
    low_base, high_base = max(0, row.base_rounded - slack), row.base_rounded + slack
    found = [Known((*place, None), low_base, high_base)]
    for cell in row.cells:
        margin = row.error_pp if careful else 0.5
        low = 0 if cell.share.bound == "below" else max(0, cell.share.pct - margin)
        high = 100 if cell.share.bound == "above" else cell.share.pct + margin
        found.append(Known((*place, cell.option), low * low_base / 100, high * high_base / 100))
    return found


def release(aggregate: Aggregate, seed: int, careful: bool) -> tuple[list[Known], list[Part]]:
    """What a release tells, and the cells by town that it hides."""
    [question] = draw(PLAN, aggregate, seeded(seed)).questions
    known, hidden = [], []
    for table in question.tables:
        deviation = sqrt(len(OPTIONS) * variance(table.b))
        for row in table.rows:
            place = (row.key, None) if table.by == "town" else (None, row.key)
            if row.shown:
                known += of_row(place, row, deviation, careful)
            else:
                hidden += [(*place, option) for option in OPTIONS]
    weight = sum(1 / ((len(table.rows) + 1) * variance(table.b)) for table in question.tables)
    known += of_row((None, None), question.county, sqrt(len(OPTIONS) / weight), careful)
    return known, hidden


def suppressed(aggregate: Aggregate) -> tuple[list[Known], list[Part]]:
    """The unsafe control: true counts with totals, cells below five left out."""
    known, hidden = [], []
    for by, rows in (("town", TOWNS), ("age", AGES)):
        for row in rows:
            counts = aggregate.tables["trust", by][row]
            place = (row, None) if by == "town" else (None, row)
            known.append(Known((*place, None), counts.base, counts.base))
            for option in OPTIONS:
                cell = counts.cells.get(option, 0)
                if cell < 5:
                    hidden.append((*place, option))
                else:
                    known.append(Known((*place, option), cell, cell))
    everybody = aggregate.tables["trust", None]["county"]
    known += [Known((None, None, key), cell, cell) for key, cell in everybody.cells.items()]
    return known, hidden


def recomputed(known: Sequence[Known], targets: Sequence[Part]) -> list[float]:
    """The widths of the intervals; none at all where nothing fits, for then nothing is learnt."""
    ends = [interval(known, part) for part in targets]
    return [inf if each is None else each[1] - each[0] for each in ends]


@pytest.mark.attack
@pytest.mark.parametrize("careful", [True, False], ids=["with stated errors", "taken at its word"])
def test_no_hidden_cell_is_recomputed(careful: bool) -> None:
    aggregate = count(PLAN, people(PLAN, N, 1))
    known, hidden = release(aggregate, 1, careful)
    assert len(hidden) >= 5
    by_town_and_age = [(town, age, option) for town, age, option in CELLS if REST not in (town, age)]
    likely = [part for part in by_town_and_age if part[2] in OPTIONS[:2]]
    targets = [*hidden[: size(100)], *Random(3).sample(likely, size(60))]
    widths = recomputed(known, targets)
    assert min(widths) >= 5


@pytest.mark.attack
def test_control_suppression_alone_is_recomputed() -> None:
    aggregate = count(PLAN, people(PLAN, N, 1, likely=(8, 6, 4, 3, 1)))
    known, hidden = suppressed(aggregate)
    assert len(hidden) >= 5
    widths = recomputed(known, hidden[: size(100)])
    assert sum(width < 0.5 for width in widths) / len(widths) >= 1 / 3
