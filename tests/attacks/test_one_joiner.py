"""Two releases, between them one more person whose town, age and gender the attacker knows."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import log
from random import Random

import pytest

from participation.disclosure.counts import Aggregate
from participation.disclosure.drawn import DrawnQuestion, DrawnRow
from participation.disclosure.noise import Noise
from participation.disclosure.noisy import noisy_tables
from participation.disclosure.release import draw
from participation.disclosure.scales import schedule
from participation.disclosure.utility import variance
from tests.attacks.test_knows_all_others import count_one_more
from tests.disclosure.county import count, people, plan_of, seeded, single

TARGETS = 400
WEIGHTS = (5, 4, 3, 2, 1)
PRIOR = [weight / sum(WEIGHTS) for weight in WEIGHTS]
QUESTION = single()
OPTIONS = [option.key for option in QUESTION.options]
PLAN = plan_of(QUESTION)

Read = Callable[[Aggregate], dict[str, dict[str, float]]]


def published(noise: Noise) -> Read:
    """Read a release: by table, the estimated count of each option in a row, keyed ``row/option``."""

    def read(aggregate: Aggregate) -> dict[str, dict[str, float]]:
        [question] = draw(PLAN, aggregate, noise).questions
        return estimates(question)

    return read


def estimates(question: DrawnQuestion) -> dict[str, dict[str, float]]:
    found = {}
    for table in question.tables:
        found[table.by] = {
            f"{row.key}/{cell.option}": cell.share.pct * _base(row) / 100 for row in table.rows for cell in row.cells
        }
    return found


def _base(row: DrawnRow) -> int:
    assert row.base_rounded is not None
    return row.base_rounded


def noisy(noise: Callable[[], Noise]) -> Read:
    """Read the noisy counts themselves, with the noise that ``noise`` gives for each release."""

    def read(aggregate: Aggregate) -> dict[str, dict[str, float]]:
        [each] = schedule(PLAN, aggregate.n)
        drawn, _ = noisy_tables(each, aggregate, noise())
        return {
            planned.by: {
                f"{group.key}/{option}": float(cell)
                for group, row in zip(planned.groups, table.rows, strict=True)
                for option, cell in zip(OPTIONS, row.cells, strict=True)
            }
            for planned, table in zip(each.tables, drawn, strict=True)
        }

    return read


def raw(aggregate: Aggregate) -> dict[str, dict[str, float]]:
    """The unsafe control: a release of true counts."""
    return {
        by: {f"{row}/{key}": counts.cells.get(key, 0) for row, counts in table.items() for key in OPTIONS}
        for (_, by), table in aggregate.tables.items()
        if by is not None
    }


def success(read: Read, believed: Callable[[Fraction], Fraction] = variance) -> float:
    """Part of the targets whose answer is guessed right from the differences in all tables and from the prior.

    ``believed``: the variance that the attacker takes a count of a table of scale b to have.
    """
    known = count(PLAN, people(PLAN, 2000, seed=21, likely=WEIGHTS))
    [each] = schedule(PLAN, known.n)
    chance = Random(8)
    right = 0
    for target in people(PLAN, TARGETS, seed=22, likely=WEIGHTS, rest=0):
        first = read(known)
        second = read(count_one_more(each, known, QUESTION, target.rows, target.answers[QUESTION.key]))
        scores = [log(p) for p in PRIOR]
        for table in each.tables:
            for place, option in enumerate(OPTIONS):
                spot = f"{target.rows[table.by]}/{option}"
                if spot in first[table.by] and spot in second[table.by]:
                    moved = second[table.by][spot] - first[table.by][spot]
                    scores[place] += (2 * moved - 1) / float(4 * believed(table.b))
        best = chance.choice([place for place, score in enumerate(scores) if score == max(scores)])
        right += (OPTIONS[best],) == target.answers[QUESTION.key]
    return right / TARGETS


@pytest.mark.attack
def test_fresh_noise_hides_the_joiner() -> None:
    assert success(published(seeded(1))) <= max(PRIOR) + 0.08


def exactly(b: Fraction) -> Fraction:
    """What an attacker believes of counts without fresh noise."""
    return b / 100


@pytest.mark.attack
def test_control_raw_counts_betray_the_joiner() -> None:
    assert success(raw, exactly) >= 0.99


@pytest.mark.attack
def test_control_the_same_noise_again_betrays_the_joiner() -> None:
    assert success(noisy(lambda: seeded(1)), exactly) >= 0.99
