"""Errors from public numbers: do they hold what they say?"""

from __future__ import annotations

from fractions import Fraction
from math import sqrt
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from participation.disclosure.counts import RowCount
from participation.disclosure.noisy import NoisyRow, combined, noisy_row
from participation.disclosure.plan import QuestionPlan
from participation.disclosure.release import draw
from participation.disclosure.rounding import Share, round_base, share_of, whole_pct
from participation.disclosure.scales import scales
from participation.disclosure.utility import (
    ROW_FACTOR,
    difference_is_sure,
    error_pp,
    needed_base,
    sampling_half_width_pp,
    spread,
    variance,
)
from tests.disclosure.county import count, multiple, people, plan_of, seeded, single, tables


@pytest.mark.parametrize(
    ("part", "base", "share"),
    [
        (0, 100, Share(5, "below")),
        (-7, 100, Share(5, "below")),
        (4, 100, Share(5, "below")),
        (9, 200, Share(5, "exact")),
        (5, 100, Share(5, "exact")),
        (95, 100, Share(95, "exact")),
        (191, 200, Share(95, "above")),
        (96, 100, Share(95, "above")),
        (100, 100, Share(95, "above")),
        (130, 100, Share(95, "above")),
        (1, 3, Share(33, "exact")),
        (2, 3, Share(67, "exact")),
        (25, 200, Share(13, "exact")),
    ],
)
def test_shares(part: int, base: int, share: Share) -> None:
    assert share_of(Fraction(part), Fraction(base)) == share


@pytest.mark.parametrize(("value", "rounded"), [(-20, 0), (0, 0), (4, 0), (5, 10), (14, 10), (15, 20), (1234, 1230)])
def test_bases(value: int, rounded: int) -> None:
    assert round_base(value) == rounded


@settings(deadline=None)
@given(st.integers(-1000, 100_000), st.integers(1, 100_000))
def test_shares_stay_between_the_ends(part: int, base: int) -> None:
    share = share_of(Fraction(part), Fraction(base))
    assert 5 <= share.pct <= 95
    assert share.bound == "exact" or share.pct in (5, 95)


def test_population_share_is_whole() -> None:
    assert whole_pct(Fraction(1, 8)) == 13


@pytest.mark.parametrize(
    ("question", "b", "needed"),
    [
        (single(options=5), 1, 20),
        (single(options=5), 2, 40),
        (single(options=5), 3, 60),
        (single(options=10), 3, 119),  # the gate: ten options need more people than 20 scales
        (multiple(), 4, 106),
        (multiple(), 12, 954),
    ],
)
def test_needed_base(question: QuestionPlan, b: int, needed: int) -> None:
    assert needed_base(question, variance(Fraction(b))) == needed


@settings(deadline=None)
@given(st.fractions(1, 200), st.integers(2, 60))
def test_needed_base_is_at_least_twenty_scales(b: Fraction, options: int) -> None:
    question = single(options=options)
    needed = needed_base(question, variance(b))
    assert needed >= ROW_FACTOR * b
    share = Fraction(1, options)
    noise = sqrt(2 / 3.14159265) * sqrt(variance(b) * spread(question, share)) / needed
    assert noise <= 0.5 * 1.96 * sqrt(share * (1 - share) / needed) * 1.001


POPULATIONS = {
    "even": (20, 20, 20, 20, 20),
    "steep": (50, 25, 13, 7, 5),
    "agreed": (96, 1, 1, 1, 1),
    "two camps": (48, 48, 2, 1, 1),
}


@pytest.mark.parametrize("weights", POPULATIONS.values(), ids=POPULATIONS)
@pytest.mark.parametrize("b", [1, 2, 3, 12])
@pytest.mark.parametrize("question", [single(), multiple(options=5)], ids=["single", "multiple"])
def test_published_error_covers_95_percent(question: QuestionPlan, b: int, weights: tuple[int, ...]) -> None:
    """The true share of the people counted lies within the published error in at least 95 of 100 cells."""
    noise, chance = seeded(3), Random(4)
    hits = cells = 0
    for _ in range(400):
        base = chance.randint(100, 150) * needed_base(question, variance(Fraction(b))) // 100
        counts = {f"o{place}": base * weight // 100 for place, weight in enumerate(weights)}
        true = RowCount(sum(counts.values()) if question.kind == "single" else base, counts)
        row = noisy_row(question, true, Fraction(b), noise)
        shares = [share_of(cell, row.base) for cell in row.cells]
        if row.base < needed_base(question, row.variance):
            continue
        largest = max(100 if share.bound == "above" else share.pct for share in shares)
        error = error_pp(question, row.variance, round_base(row.base), largest)
        for share, number in zip(shares, counts.values(), strict=True):
            cells += 1
            exact = 100 * number / true.base
            low = 0 if share.bound == "below" else share.pct - error
            high = 100 if share.bound == "above" else share.pct + error
            hits += low <= exact <= high
    assert cells > 800
    assert hits / cells >= 0.95


@settings(deadline=None)
@given(st.integers(5, 95), st.integers(1, 40), st.integers(20, 5000), st.integers(5, 95), st.integers(1, 40))
def test_difference_is_symmetric_and_never_sure_within_the_errors(
    share_a: int, err_a: int, base: int, share_b: int, err_b: int
) -> None:
    sure = difference_is_sure(share_a, err_a, base, share_b, err_b, base)
    assert sure == difference_is_sure(share_b, err_b, base, share_a, err_a, base)
    if sure:
        assert abs(share_a - share_b) > err_a + err_b


@pytest.mark.parametrize(
    ("a", "b", "sure"),
    [
        ((30, 2, 100), (35, 2, 100), False),  # within sampling
        ((30, 2, 100), (60, 2, 100), True),
        ((30, 20, 5000), (60, 20, 5000), False),  # within noise
        ((30, 1, 5000), (35, 1, 5000), True),
        ((5, 4, 0), (95, 4, 100), False),  # nothing known of one of them
    ],
)
def test_differences(a: tuple[int, int, int], b: tuple[int, int, int], sure: bool) -> None:
    assert difference_is_sure(*a, *b) is sure


def test_sampling_half_width() -> None:
    assert sampling_half_width_pp(50, 100) == pytest.approx(9.8)
    assert sampling_half_width_pp(0, 100) == sampling_half_width_pp(5, 100) > 0


def test_combining_weighs_by_inverse_variance() -> None:
    precise = NoisyRow(Fraction(100), (Fraction(40), Fraction(60)), Fraction(1))
    coarse = NoisyRow(Fraction(130), (Fraction(70), Fraction(60)), Fraction(2))
    both = combined([precise, coarse])
    assert both.cells == (Fraction(50), Fraction(60))
    assert both.base == 110
    assert both.variance == Fraction(2, 3)


def test_combined_variance_is_the_measured_one() -> None:
    noise, question = seeded(5), single()
    estimates, errors = [], []
    for _ in range(1500):
        estimates = [
            NoisyRow(Fraction(0), (Fraction(sum(noise(b) for _ in range(rows))),), rows * variance(b))
            for rows, b in zip((11, 7, 3), scales(question, tables(2, 1, 1)), strict=True)
        ]
        errors.append(float(combined(estimates).cells[0]))
    measured = sum(error**2 for error in errors) / len(errors)
    assert measured == pytest.approx(float(combined(estimates).variance), rel=0.15)


@pytest.mark.parametrize("n", [500, 1000, 2000, 5000])
def test_what_is_shown_is_worth_showing(n: int) -> None:
    """Noise and rounding stay well below chance in who took part, and the most frequent answer mostly stays so."""
    plan = plan_of(single())
    ratios, tops = [], []
    for seed in range(8):
        aggregate = count(plan, people(plan, n, seed, likely=(8, 4, 3, 2, 1)))
        [question] = draw(plan, aggregate, seeded(seed)).questions
        for table in question.tables:
            for row in (row for row in table.rows if row.shown and row.key in aggregate.tables["trust", table.by]):
                true = aggregate.tables["trust", table.by][row.key]
                top = max(row.cells, key=lambda cell: cell.share.pct).option
                tops.append(true.cells[top] == max(true.cells.values()))
                for cell in row.cells:
                    exact = 100 * true.cells.get(cell.option, 0) / true.base
                    if cell.share.bound == "exact":
                        ratios.append(abs(cell.share.pct - exact) / sampling_half_width_pp(round(exact), true.base))
    assert sum(ratios) / len(ratios) <= 0.4
    assert sum(tops) / len(tops) >= 0.8
