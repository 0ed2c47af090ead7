"""How easily a password would be guessed, and what makes it so. Pure."""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Any

SHORTEST = 10
LONGEST = 200
ENOUGH = 3
"""From 0 (guessed at once) to 4: safe from guessing even where hashes were stolen."""

LEFT_OVER = 6
"""Letters and digits that must remain beside what is known of the owner: a dot between her names helps nobody."""

LOOKED_AT = 72  # characters; estimating takes longer the more there are
COMMON_HERE = (
    "passwort", "kennwort", "geheim", "willkommen", "hallo", "verwaltung", "rathaus", "kreis", "stadt", "gemeinde",
    "beteiligung", "umfrage", "digital", "digitalisierung", "smart", "internet", "computer", "schalke", "borussia",
    "dortmund", "deutschland", "fussball", "fußball", "sommer", "winter", "herbst", "fruehling", "frühling", "montag",
    "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag", "januar", "februar", "maerz", "märz",
    "april", "juni", "juli", "august", "september", "oktober", "november", "dezember", "schatz", "liebe", "engel",
    "sonne", "sonnenschein", "blume", "hund", "katze", "urlaub", "weihnachten", "buero", "büro", "arbeit", "start",
)  # fmt: skip
"""Words that people here build passwords from and that an English dictionary does not know."""


class Weakness(StrEnum):
    """Why a password would be guessed."""

    SHORT = "short"
    COMMON = "common"
    YOURS = "yours"
    WORD = "word"
    NAME = "name"
    KEYS = "keys"
    REPEATED = "repeated"
    SEQUENCE = "sequence"
    DATE = "date"
    SIMPLE = "simple"


PATTERNS = {
    "spatial": Weakness.KEYS,
    "repeat": Weakness.REPEATED,
    "sequence": Weakness.SEQUENCE,
    "date": Weakness.DATE,
    "regex": Weakness.DATE,
}
DICTIONARIES = {
    "passwords": Weakness.COMMON,
    "user_inputs": Weakness.YOURS,
    "surnames": Weakness.NAME,
    "male_names": Weakness.NAME,
    "female_names": Weakness.NAME,
}


def weakness(password: str, about: Iterable[str]) -> Weakness | None:
    """What makes the password easy to guess, None when it is good enough.

    ``about``: what anybody knows of its owner and this instance: names, addresses, the brand.
    """
    if len(password) < SHORTEST:
        return Weakness.SHORT
    known, plain = {part for text in about for part in _parts(text)}, password[:LOOKED_AT].lower()
    if _left(plain, known) < LEFT_OVER:
        return Weakness.YOURS
    from zxcvbn import zxcvbn  # noqa: PLC0415  # its lists of common words would fill a twentieth of each process

    estimate: Any = zxcvbn(plain, [*sorted(known), *COMMON_HERE])
    return None if estimate["score"] >= ENOUGH else _reason(estimate["sequence"])


def _left(password: str, known: set[str]) -> int:
    """How many letters and digits remain where known words are left out; all that counts when there are none."""
    rest = password
    for word in sorted(known, key=len, reverse=True):
        rest = rest.replace(word, " ")
    return sum(sign.isalnum() for sign in rest) if rest != password else LEFT_OVER


def _parts(text: str) -> list[str]:
    return [part for part in re.split(r"[\W_]+", text.lower()) if len(part) > 2]


def _reason(sequence: list[dict[str, Any]]) -> Weakness:
    """What its longest guessable part is."""
    longest = max(sequence, key=lambda part: len(part["token"]), default={"pattern": "bruteforce"})
    if longest["pattern"] == "dictionary":
        return DICTIONARIES.get(longest["dictionary_name"], Weakness.WORD)
    return PATTERNS.get(longest["pattern"], Weakness.SIMPLE)
