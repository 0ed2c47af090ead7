"""What is written down of a noisy number: whole percentages with open ends, bases in tens."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Literal

Bound = Literal["exact", "below", "above"]

LOWEST_PCT = 5
HIGHEST_PCT = 95
BASE_STEP = 10


@dataclass(frozen=True)
class Share:
    """A published share: ``pct`` whole per cent; with bound "below" less than it, with "above" more than it."""

    pct: int
    bound: Bound


def share_of(part: Fraction, base: Fraction) -> Share:
    """Return ``part / base`` as published. Noise may push it out of 0 to 100 %: it is brought back. base > 0."""
    ratio = min(Fraction(1), max(Fraction(0), part / base))
    pct = floor(ratio * 100 + Fraction(1, 2))
    if pct < LOWEST_PCT:
        return Share(LOWEST_PCT, "below")
    if pct > HIGHEST_PCT:
        return Share(HIGHEST_PCT, "above")
    return Share(pct, "exact")


def round_base(value: Fraction | int) -> int:
    """Return ``value`` rounded to the nearest ten, half upwards, never below zero."""
    return max(0, floor(Fraction(value) / BASE_STEP + Fraction(1, 2)) * BASE_STEP)


def whole_pct(part: Fraction) -> int:
    """Return a public part of one as whole per cent, without open ends (for population shares)."""
    return floor(part * 100 + Fraction(1, 2))
