"""Exact random noise: integers only, from the operating system's generator.

No floating point and no seedable generator appears here; a test on the syntax tree holds this.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from fractions import Fraction

Noise = Callable[[Fraction], int]
"""Gives one fresh integer for a scale b."""

Below = Callable[[int], int]
"""Gives a uniform integer from 0 to the argument, the latter excluded."""


def two_sided_geometric(b: Fraction, below: Below = secrets.randbelow) -> int:
    """Return an integer z with probability proportional to exp(-|z| / b), exactly ("discrete Laplace" of scale b).

    Source: Canonne, Kamath, Steinke, "The Discrete Gaussian for Differential Privacy" (2020), algorithm 2.
    ``below`` is there for tests. Raises ValueError when b is not positive.
    """
    if b <= 0:
        raise ValueError("the scale must be positive")
    numerator, denominator = b.numerator, b.denominator
    while True:
        remainder = below(numerator)
        if not _true_with_exp_minus(remainder, numerator, below):
            continue
        whole = 0
        while _true_with_exp_minus(1, 1, below):
            whole += 1
        size = (remainder + numerator * whole) // denominator
        negative = below(2) == 1
        # Zero has one sign only: without this it would come twice as often as it should.
        if negative and size == 0:
            continue
        return -size if negative else size


def _true_with_exp_minus(numerator: int, denominator: int, below: Below) -> bool:
    """Return True with probability exp(-numerator/denominator), exactly; 0 <= numerator <= denominator.

    Flips coins of chance x/1, x/2, x/3 ... until one fails; the first failure comes at an odd flip with chance exp(-x).
    Source: the same, algorithm 1.
    """
    flip = 1
    while below(denominator * flip) < numerator:
        flip += 1
    return flip % 2 == 1
