"""How far noise moves a share, beside how far chance in who took part moves it.

Everything here is computed from public values only: scales, numbers of options, rounded bases, published shares.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil, isqrt, sqrt

from participation.disclosure.plan import QuestionPlan

ROW_FACTOR = 20
"""A row is shown from a noisy base of this many scales."""

# The two-sided geometric distribution has heavier tails than the normal one: 95 % of it lie within b ln 20, which is
# 2.12 standard deviations. Sums of several draws need less (down to 1.96), so 2.12 is on the safe side for both.
NOISE_95 = 2.12
SAMPLING_95 = 1.96
ROUNDING_PP = 0.5

# Expected size of normal noise is sqrt(2/pi) standard deviations; half of the sampling half-width is 0.98 standard
# deviations of a share. Squared and divided, the gate reads: base >= GATE * variance * spread / (p (1 - p)).
GATE = 2 * Fraction(113, 355) / Fraction(98, 100) ** 2


def variance(b: Fraction) -> Fraction:
    """Return the variance of one draw of scale ``b``.

    Exactly it is 1 / (2 sinh(1 / 2b)^2); the rational 2 b^2 - 1/6 is within 0.5 % of it for every b >= 1.
    """
    return 2 * b * b - Fraction(1, 6)


def needed_base(question: QuestionPlan, cell_variance: Fraction) -> int:
    """Return the smallest noisy base from which a row of ``question`` is shown.

    ``cell_variance``: variance of the noise in one cell. Two conditions: at least 20 scales (a combined figure has the
    scale of a single draw of the same variance), and the gate: the expected error by noise is at most half of the 95 %
    half-width of sampling. The gate is taken where answers are spread evenly: shares of 1/k in a single choice of k
    options, of 1/2 in a multiple choice.
    """
    squared = ROW_FACTOR**2 * (cell_variance + Fraction(1, 6)) / 2
    twenty_scales = isqrt(ceil(squared) - 1) + 1
    p = Fraction(1, len(question.options)) if question.kind == "single" else Fraction(1, 2)
    gate = GATE * cell_variance * spread(question, p) / (p * (1 - p))
    return max(twenty_scales, ceil(gate))


def spread(question: QuestionPlan, share: Fraction) -> Fraction:
    """Return by what factor the variance of one cell enters the variance of (share x base).

    Single choice: the base is the sum of k cells, so (1-p)^2 + (k-1) p^2. Multiple choice: it is drawn apart, 1 + p^2.
    """
    if question.kind == "single":
        return (1 - share) ** 2 + (len(question.options) - 1) * share**2
    return 1 + share**2


def error_pp(question: QuestionPlan, cell_variance: Fraction, base_rounded: int, largest_pct: int) -> int:
    """Return the 95 % half-width of noise and rounding for every share of a row, in whole percentage points, upwards.

    ``base_rounded`` is the published base, ``largest_pct`` the largest published share of the row: the error is largest
    there or at a share of zero.
    """
    widest = max(spread(question, Fraction(0)), spread(question, Fraction(largest_pct, 100)))
    noise = NOISE_95 * sqrt(cell_variance * widest) / base_rounded
    return min(100, ceil(100 * noise + ROUNDING_PP))


def sampling_half_width_pp(share_pct: int, base: int) -> float:
    """Return the 95 % half-width of a share among ``base`` people drawn by chance, in percentage points.

    Shares at the ends are taken as 5 and 95 %, so that the width never vanishes.
    """
    p = min(95, max(5, share_pct)) / 100
    return 100 * SAMPLING_95 * sqrt(p * (1 - p) / base)


def difference_is_sure(share_a: int, err_a: int, base_a: int, share_b: int, err_b: int, base_b: int) -> bool:
    """Return whether two shares of the same option in two different rows differ beyond noise, rounding and sampling.

    Shares in per cent, errors in percentage points, bases as published. Each share stands in an interval of half-width
    sqrt(err^2 + sampling^2); the difference is sure when the intervals do not overlap. This is stricter than a test of
    the difference at 5 %, on purpose: readers compare many pairs. For the share of an open end ("unter 5 %") pass the
    end (5): the true difference is then larger than the one compared. False where a base is unknown (0).
    """
    if base_a <= 0 or base_b <= 0:
        return False
    half_a = sqrt(err_a**2 + sampling_half_width_pp(share_a, base_a) ** 2)
    half_b = sqrt(err_b**2 + sampling_half_width_pp(share_b, base_b) ** 2)
    return abs(share_a - share_b) > half_a + half_b
