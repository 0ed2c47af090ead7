"""Where things lie: `<spool>/<survey>/<random>.seg`, `.sealed` once the mover owns it, and `.key` beside either.

Names are random: neither a process, a time nor an order can be read from them.
"""

import re
from pathlib import Path

OPEN = ".seg"
SEALED = ".sealed"
KEY = ".key"
SURVEY_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


def survey_directory(spool: Path, survey: str) -> Path:
    """The directory of a survey's segments; raises ValueError for anything that is not a public id."""
    if not SURVEY_ID.fullmatch(survey):
        raise ValueError(f"not the public id of a survey: {survey!r}")
    return spool / survey


def key_of(segment: Path) -> Path:
    """The key file of a segment, open or sealed."""
    return segment.with_suffix(KEY)


def segments(directory: Path, suffix: str) -> list[Path]:
    """The segments of a survey with this suffix, in no meaningful order."""
    return list(directory.glob(f"*{suffix}"))


def all_segments(directory: Path) -> list[Path]:
    """The segments of a survey that still hold records, open ones first."""
    return segments(directory, OPEN) + segments(directory, SEALED)
