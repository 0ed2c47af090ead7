"""The sampler against the formula it promises."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from math import exp, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chisquare

from participation.disclosure.noise import Noise, two_sided_geometric
from participation.disclosure.utility import variance
from tests.disclosure.county import seeded
from tests.sizes import size

SCALES = [Fraction(1), Fraction(3, 2), Fraction(2), Fraction(7, 3), Fraction(3), Fraction(12), Fraction(1, 2)]


def probability(z: int, b: Fraction) -> float:
    alpha = exp(-1 / b)
    return (1 - alpha) / (1 + alpha) * alpha ** abs(z)


def chi_square(noise: Noise, b: Fraction, draws: int) -> float:
    counted = Counter(noise(b) for _ in range(draws))
    inner = [z for z in range(-200, 201) if probability(z, b) * draws >= 10]
    expected = [probability(z, b) * draws for z in inner]
    observed = [counted[z] for z in inner]
    expected.append(draws - sum(expected))
    observed.append(draws - sum(observed))
    return float(chisquare(observed, expected).pvalue)


@pytest.mark.attack
@pytest.mark.parametrize("b", SCALES, ids=str)
def test_distribution_is_the_promised_one(b: Fraction) -> None:
    assert chi_square(seeded(20260605), b, size(100_000)) > 1e-4


@pytest.mark.attack
@pytest.mark.parametrize("b", [Fraction(3), Fraction(7, 3)], ids=str)
def test_distribution_from_the_real_source(b: Fraction) -> None:
    # Chance cannot be repeated here: the bound is one that a correct sampler misses once in ten million runs.
    assert chi_square(two_sided_geometric, b, size(100_000)) > 1e-7


def test_chi_square_notices_a_zero_of_two_signs() -> None:
    """Control: with a plus zero and a minus zero, zero comes too often."""
    right = seeded(1)

    def doubled(b: Fraction) -> int:
        first, second = right(b), right(b)
        return 0 if second == 0 else first

    assert chi_square(doubled, Fraction(3), 10_000) < 1e-4


@pytest.mark.attack
@pytest.mark.parametrize("b", SCALES, ids=str)
def test_mean_and_variance(b: Fraction) -> None:
    draws = size(100_000)
    noise = seeded(7)
    values = [noise(b) for _ in range(draws)]
    exact = 2 * exp(-1 / b) / (1 - exp(-1 / b)) ** 2
    mean = sum(values) / draws
    assert abs(mean) < 4 * sqrt(exact / draws)
    assert abs(sum(value**2 for value in values) / draws / exact - 1) < 0.03 * sqrt(100_000 / draws)


@settings(deadline=None)
@given(st.integers(1, 200), st.integers(1, 200))
def test_rational_variance_is_close_to_the_exact_one(weight: int, whole: int) -> None:
    b = 1 + Fraction(weight, whole)
    exact = 2 * exp(-1 / b) / (1 - exp(-1 / b)) ** 2
    assert abs(float(variance(b)) / exact - 1) < 0.005


@pytest.mark.parametrize("b", [Fraction(0), Fraction(-1)])
def test_scale_must_be_positive(b: Fraction) -> None:
    with pytest.raises(ValueError, match="positive"):
        two_sided_geometric(b)


def test_two_draws_differ() -> None:
    assert [two_sided_geometric(Fraction(3)) for _ in range(60)] != [
        two_sided_geometric(Fraction(3)) for _ in range(60)
    ]
