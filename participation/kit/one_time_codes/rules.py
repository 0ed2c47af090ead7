"""How codes are spelled so that people can type them from paper, and when one still counts. Pure.

A code has 12 signs, shown as 4F7K-9M2X-R3HA: eleven by chance (53 bits) and one that makes the sum of all, each
weighted by its place, divisible by 29. As 29 is prime, neither one wrong sign nor any two swapped ones leave it so.
Signs that are taken for each other are the same sign: whoever types an O where a 0 is printed means the 0.
"""

import unicodedata
from collections.abc import Sequence
from datetime import datetime

ALPHABET = "0123456789ACDEFGHJKMNPQRTVWXY"
LENGTH = 12
GROUP = 4
LONGEST = 100
"""Characters that are looked at, however much somebody pastes."""

ALIKE = str.maketrans("OILZSBU" + "АВСЕНКМРТХУОІЅ", "011258V" + "A8CEHKMPTXY015")
"""What is read for signs that no code has: those that look like one of ours, on Cyrillic keyboards too."""


def spelled(numbers: Sequence[int]) -> str:
    """The code of eleven numbers from 0 to 28, without hyphens. Raises ValueError for anything else."""
    if len(numbers) != LENGTH - 1 or not all(0 <= number < len(ALPHABET) for number in numbers):
        raise ValueError(f"a code takes {LENGTH - 1} numbers from 0 to {len(ALPHABET) - 1}")
    last = -_weighted(numbers) * pow(LENGTH, -1, len(ALPHABET)) % len(ALPHABET)
    return "".join(ALPHABET[number] for number in (*numbers, last))


def shown(code: str) -> str:
    """The code in groups, as it is printed."""
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def read(typed: str) -> str | None:
    """The code that somebody typed, without hyphens; None for what cannot be one.

    Small letters, spaces, hyphens and dots do not matter, nor do other scripts' digits and signs that look alike.
    """
    if len(typed) > LONGEST:
        return None
    signs = "".join(_plain(sign) for sign in unicodedata.normalize("NFKC", typed)).upper().translate(ALIKE)
    if len(signs) != LENGTH or not all(sign in ALPHABET for sign in signs):
        return None
    return signs if _weighted([ALPHABET.index(sign) for sign in signs]) % len(ALPHABET) == 0 else None


def is_live(now: datetime, expires: datetime | None) -> bool:
    """Whether a code that ends then (None: never) still counts."""
    return expires is None or now < expires


def _weighted(numbers: Sequence[int]) -> int:
    return sum(place * number for place, number in enumerate(numbers, start=1))


def _plain(sign: str) -> str:
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    return "" if unicodedata.category(sign) in ("Pd", "Zs", "Cf", "Cc") or sign in ".·_" else sign
