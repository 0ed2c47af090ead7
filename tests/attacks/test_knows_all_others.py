"""The attacker knows everybody's answers but one, and sees every noisy count, more than is ever published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import chain, combinations
from math import exp
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from participation.disclosure.counts import Aggregate, RowCount, grouped
from participation.disclosure.noise import Noise
from participation.disclosure.noisy import noisy_tables
from participation.disclosure.plan import COUNTY, REST, QuestionPlan
from participation.disclosure.scales import Schedule, ScheduledTable, schedule
from tests.disclosure.county import Person, count, multiple, people, plan_of, seeded, silent, single, tables
from tests.sizes import size

Answer = tuple[str, ...]
N = 2000


@dataclass(frozen=True)
class Outcome:
    """Over many targets: part guessed right, the highest certainty ever reached, part of targets over 95 % sure."""

    right: float
    highest: float
    certain: float


def answers(question: QuestionPlan) -> list[Answer]:
    """Everything a person can have answered."""
    keys = [option.key for option in question.options]
    if question.kind == "single":
        return [(key,) for key in keys]
    return list(chain.from_iterable(combinations(keys, ticks) for ticks in range(1, question.contribution())))


def contributions(question: QuestionPlan, answer: Answer) -> list[int]:
    """What ``answer`` adds to the drawn counts of a row."""
    cells = [int(option.key in answer) for option in question.options]
    return cells if question.kind == "single" else [*cells, 1]


def flat(question: QuestionPlan, base: Fraction | int, cells: Sequence[Fraction | int]) -> list[int]:
    return [int(cell) for cell in cells] + ([] if question.kind == "single" else [int(base)])


def row_of(question: QuestionPlan, table: ScheduledTable, aggregate: Aggregate, row: str) -> tuple[int, RowCount]:
    options = [option.key for option in question.options]
    rows, rest = grouped(aggregate.tables[question.key, table.by], table.groups, options)
    place = next((place for place, group in enumerate(table.groups) if row in group.rows), len(rows))
    return place, [*rows, rest][place]


def attack(question: QuestionPlan, prior: Sequence[float], targets: int, noise: Noise, believed: int) -> Outcome:
    """Bayes' rule over all answers. ``believed``: the attacker takes the noise to have b / believed as its scale."""
    plan = plan_of(question)
    others = people(plan, N - 1, seed=11)
    known = count(plan, others)
    [each] = schedule(plan, N)
    assert each.tables
    possible = answers(question)
    chance = Random(5)
    right = certain = 0
    highest = 0.0
    for _ in range(targets):
        rows = chance.choice(others).rows
        truth = chance.choices(possible, prior)[0]
        whole = count_one_more(plan_tables=each, known=known, question=question, rows=rows, answer=truth)
        drawn, _ = noisy_tables(each, whole, noise)
        logs = [0.0] * len(possible)
        for table, seen in zip(each.tables, drawn, strict=True):
            place, without = row_of(question, table, known, rows.get(table.by, ""))
            row = [*seen.rows, seen.rest][place]
            cells = [without.cells[option.key] for option in question.options]
            pairs = zip(flat(question, row.base, row.cells), flat(question, without.base, cells), strict=True)
            left = [with_noise - before for with_noise, before in pairs]
            for number, answer in enumerate(possible):
                distance = sum(abs(z - c) for z, c in zip(left, contributions(question, answer), strict=True))
                logs[number] -= believed * distance / float(table.b)
        top = max(logs)
        weights = [p * exp(log - top) for p, log in zip(prior, logs, strict=True)]
        posterior = max(weights) / sum(weights)
        right += possible[weights.index(max(weights))] == truth
        certain += posterior > 0.95
        highest = max(highest, posterior)
    return Outcome(right / targets, highest, certain / targets)


def count_one_more(
    plan_tables: Schedule, known: Aggregate, question: QuestionPlan, rows: dict[str, str], answer: Answer
) -> Aggregate:
    """The counts after one more person, without counting the others again."""
    tables_ = dict(known.tables)
    for by, place in [(None, COUNTY), *((table.by, rows.get(table.by, REST)) for table in plan_tables.tables)]:
        counted = dict(tables_[question.key, by])
        row = counted.get(place, RowCount(0, {}))
        cells = {key: row.cells.get(key, 0) + (key in answer) for key in {*row.cells, *answer}}
        counted[place] = RowCount(row.base + 1, cells)
        tables_[question.key, by] = counted
    return Aggregate(known.n + 1, tables_)


def cap(prior: float) -> float:
    """What epsilon 1 allows at most: two answers differ by a factor of e^2 in likelihood."""
    return prior * exp(2) / (prior * exp(2) + 1 - prior)


SINGLE = single()
MULTIPLE = multiple(options=6, most=3, planned=tables(0, 0, 1)[2:])
NO_MAXIMUM = multiple(options=4, most=None, planned=tables(0, 0, 1)[2:])


@pytest.mark.attack
@pytest.mark.parametrize(
    ("question", "prior"),
    [
        (SINGLE, [0.2] * 5),
        (SINGLE, [0.25, 0.3, 0.2, 0.15, 0.1]),
        (single(options=2), [0.5, 0.5]),
        (single(planned=tables(2, 1, 1)), [0.2] * 5),
        (MULTIPLE, [1 / 41] * 41),
        (NO_MAXIMUM, [1 / 15] * 15),
    ],
    ids=["single", "single with prior", "yes or no", "weighted tables", "three of six", "no maximum"],
)
def test_never_sure(question: QuestionPlan, prior: list[float]) -> None:
    outcome = attack(question, prior, size(2000), seeded(1), believed=1)
    assert outcome.certain == 0
    assert outcome.highest <= cap(max(prior)) + 1e-9
    assert outcome.right <= cap(max(prior))


@pytest.mark.attack
def test_single_choice_is_rarely_guessed() -> None:
    assert attack(SINGLE, [0.2] * 5, size(4000), seeded(2), believed=1).right <= 0.45


@pytest.mark.attack
@pytest.mark.parametrize("question", [SINGLE, MULTIPLE, NO_MAXIMUM], ids=["single", "three of six", "no maximum"])
def test_control_without_noise_tells_everything(question: QuestionPlan) -> None:
    possible = len(answers(question))
    outcome = attack(question, [1 / possible] * possible, size(500), silent, believed=100)
    assert outcome.right == 1
    assert outcome.certain == 1


@pytest.mark.attack
def test_control_with_a_tenth_of_the_noise_tells_too_much() -> None:
    def weak(b: Fraction) -> int:
        return noise(b / 10)

    noise = seeded(3)
    outcome = attack(SINGLE, [0.2] * 5, size(1000), weak, believed=10)
    assert outcome.certain > 0.5
    assert outcome.highest > cap(0.2)


def distance(question: QuestionPlan, n: int, one: list[Person], other: list[Person]) -> Fraction:
    """How far apart the drawn counts of two crowds are: the sum of |difference| / b bounds the log likelihood."""
    plan = plan_of(question)
    before, after = count(plan, one), count(plan, other)
    [each] = schedule(plan, n)
    spots: list[tuple[str | None, Fraction]] = [(table.by, table.b) for table in each.tables]
    if each.county_b is not None:
        spots.append((None, each.county_b))
    apart = Fraction(0)
    for by, b in spots:
        first, second = before.tables[question.key, by], after.tables[question.key, by]
        for row in {*first, *second}:
            a, z = (table.get(row, RowCount(0, {})) for table in (first, second))
            changed = sum(abs(a.cells.get(key, 0) - z.cells.get(key, 0)) for key in {*a.cells, *z.cells})
            apart += Fraction(changed + (abs(a.base - z.base) if question.kind == "multiple" else 0)) / b
    return apart


@st.composite
def questions(draw: st.DrawFn) -> QuestionPlan:
    planned = tables(*draw(st.lists(st.integers(1, 9), max_size=3)))
    if draw(st.booleans()):
        return single(options=draw(st.integers(2, 8)), planned=planned)
    options = draw(st.integers(2, 8))
    return multiple(options=options, most=draw(st.none() | st.integers(1, options)), planned=planned)


@settings(deadline=None)
@given(questions(), st.integers(50, 100_000), st.integers(0, 10**6), st.integers(0, 10**6))
def test_one_person_moves_no_more_than_epsilon(question: QuestionPlan, n: int, seed: int, other_seed: int) -> None:
    """The guarantee itself: adding a person moves the counts by at most 1, changing one by at most 2."""
    plan = plan_of(question)
    crowd = people(plan, 5, seed)
    [joiner] = people(plan, 1, other_seed)
    assert distance(question, n, crowd, [*crowd, joiner]) <= 1
    assert distance(question, n, crowd, [*crowd[1:], joiner]) <= 2
    same_rows = replace(joiner, rows=crowd[0].rows)
    assert distance(question, n, crowd, [same_rows, *crowd[1:]]) <= 2
