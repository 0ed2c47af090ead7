"""Random bytes for new attempts, drawn from the system for many of them at a time.

Each call into the system lets go of the interpreter's lock, and among busy threads getting it back takes longer than
all the rest of a page (docs/benchmarks.md).
"""

import os
import secrets

from surveys.answering.attempts import RANDOM_BYTES

DRAWN_AT_ONCE = 256


class Chance:
    """A stock of random bytes in memory. Safe for many threads; a forked process never goes on with its parent's."""

    def __init__(self) -> None:
        self._process = 0
        self._pieces: list[bytes] = []

    def draw(self) -> bytes:
        """16 bytes that nobody has had before."""
        if self._process != os.getpid():
            self._pieces, self._process = [], os.getpid()
        try:
            return self._pieces.pop()
        except IndexError:
            drawn = secrets.token_bytes(RANDOM_BYTES * DRAWN_AT_ONCE)
            first, *others = (drawn[start : start + RANDOM_BYTES] for start in range(0, len(drawn), RANDOM_BYTES))
            self._pieces.extend(others)
            return first
