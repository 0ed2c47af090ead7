"""What the appearing of a row, its percentages and its ends tell about the people in it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from math import exp, sqrt

import numpy as np
import pytest

from participation.disclosure.counts import RowCount
from participation.disclosure.drawn import DrawnQuestion
from participation.disclosure.noise import Noise
from participation.disclosure.noisy import noisy_row
from participation.disclosure.release import draw
from participation.disclosure.rounding import round_base, share_of
from participation.disclosure.utility import needed_base, variance
from tests.disclosure.county import count, people, plan_of, seeded, silent, single
from tests.disclosure.test_noise import probability
from tests.sizes import size

QUESTION = single()
OPTIONS = len(QUESTION.options)


def shown(b: Fraction, base: int, reach: int = 300) -> float:
    """The chance that a row of ``base`` people is shown, from the formula: the base is a sum of noisy cells."""
    one = np.array([probability(z, b) for z in range(-reach, reach + 1)])
    whole = one
    for _ in range(OPTIONS - 1):
        whole = np.convolve(whole, one)
    centre = OPTIONS * reach
    return float(whole[centre + needed_base(QUESTION, variance(b)) - base :].sum())


@pytest.mark.attack
@pytest.mark.parametrize("b", [1, 2, 3])
def test_one_answer_hardly_moves_the_chance_of_a_row(b: int) -> None:
    """Row threshold oracle: at every base the chances with and without one person differ by at most e^(1/b)."""
    scale = Fraction(b)
    needed = needed_base(QUESTION, variance(scale))
    chances = [shown(scale, base) for base in range(needed - 3 * b, needed + 3 * b)]
    limit = exp(1 / b) * (1 + 1e-9)
    for before, after in pairwise(chances):
        assert after / before <= limit
        assert (1 - before) / (1 - after) <= limit


@pytest.mark.attack
@pytest.mark.parametrize("b", [1, 3])
def test_rows_are_shown_as_the_formula_says(b: int) -> None:
    scale, noise, draws = Fraction(b), seeded(b), size(100_000)
    needed = needed_base(QUESTION, variance(scale))
    true = RowCount(needed, {"o0": needed})
    seen = sum(noisy_row(QUESTION, true, scale, noise).base >= needed for _ in range(draws)) / draws
    expected = shown(scale, needed)
    assert abs(seen - expected) < 4.5 * sqrt(expected * (1 - expected) / draws)


@pytest.mark.attack
def test_control_a_true_threshold_is_an_oracle() -> None:
    needed = needed_base(QUESTION, variance(Fraction(3)))
    appears = [noisy_row(QUESTION, RowCount(base, {"o0": base}), Fraction(3), silent).base >= needed
               for base in (needed - 1, needed)]  # fmt: skip
    assert appears == [False, True]


def narrowed(b: int, noise: Noise, draws: int) -> float:
    """Part of the cells whose true count lies within b of share times base."""
    true = RowCount(27 * b, {"o0": 9 * b, "o1": 7 * b, "o2": 5 * b, "o3": 4 * b, "o4": 2 * b})
    hits = cells = 0
    for _ in range(draws):
        row = noisy_row(QUESTION, true, Fraction(b), noise)
        for cell, count_ in zip(row.cells, true.cells.values(), strict=True):
            share = share_of(cell, row.base)
            if share.bound == "exact":
                hits += abs(share.pct * round_base(row.base) / 100 - count_) <= b
                cells += 1
    return hits / cells


@pytest.mark.attack
@pytest.mark.parametrize("b", [1, 2, 3])
def test_percentages_cannot_be_turned_back(b: int) -> None:
    draws = size(20_000)
    assert narrowed(b, seeded(b), draws) <= 0.85
    # Whoever saw the noisy counts themselves could not do it either.
    assert sum(probability(z, Fraction(b)) for z in range(-b, b + 1)) <= 0.85


@pytest.mark.attack
@pytest.mark.parametrize("b", [1, 2, 3])
def test_control_percentages_without_noise_are_turned_back(b: int) -> None:
    assert narrowed(b, silent, 1) == 1


AGREED = plan_of(single(planned=QUESTION.tables))


def unanimous(noise: Noise) -> DrawnQuestion:
    """A release in which everybody of town 0 gave the same answer and nobody else did."""
    crowd = [
        replace(person, answers={"trust": ("o0",) if person.rows.get("town") == "t0" else ("o1",)})
        for person in people(AGREED, 3000, 1)
    ]
    return draw(AGREED, count(AGREED, crowd), noise).questions[0]


@pytest.mark.attack
def test_unanimous_groups_are_never_shown_as_such() -> None:
    for seed in range(size(100)):
        question = unanimous(seeded(seed))
        rows = [question.county, *(row for table in question.tables for row in table.rows)]
        assert all(5 <= cell.share.pct <= 95 for row in rows for cell in row.cells)
        [first, second, *_] = question.tables[0].rows[0].cells
        assert (first.share.bound, first.share.pct) == ("above", 95) or first.share.pct <= 95
        assert second.share.bound == "below" or second.share.pct >= 5


@pytest.mark.attack
def test_unanimous_groups_are_bounded_even_without_noise() -> None:
    row = unanimous(silent).tables[0].rows[0]
    assert [(cell.share.bound, cell.share.pct) for cell in row.cells] == [("above", 95)] + [("below", 5)] * 4


@pytest.mark.attack
def test_control_plain_percentages_disclose_everybody_in_the_group() -> None:
    crowd = [person for person in people(AGREED, 3000, 1) if person.rows.get("town") == "t0"]
    same = [replace(person, answers={"trust": ("o0",)}) for person in crowd]
    row = count(AGREED, same).tables["trust", "town"]["t0"]
    assert 100 * row.cells["o0"] / row.base == 100
