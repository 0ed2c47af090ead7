"""Texts with named places such as {anrede}: what is wrong with one, and filling it in. Pure."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

PLACE = re.compile(r"\{([^{}]*)\}")
_LOOSE = re.compile(r"[{}]")


@dataclass(frozen=True)
class Faults:
    """What keeps a text from being filled in: places that nobody knows, and whether a brace stands alone."""

    unknown: tuple[str, ...] = ()
    loose: bool = False

    def __bool__(self) -> bool:
        return bool(self.unknown) or self.loose


def places(text: str) -> tuple[str, ...]:
    """The names of the text's places, each once, in their order."""
    return tuple(dict.fromkeys(name.strip() for name in PLACE.findall(text)))


def faults(text: str, known: Collection[str]) -> Faults:
    """What is wrong with the text where these places are known."""
    unknown = tuple(name for name in places(text) if name not in known)
    return Faults(unknown, bool(_LOOSE.search(PLACE.sub("", text))))


def missing(text: str, receivers: Iterable[Mapping[str, str]]) -> list[tuple[int, str]]:
    """Receiver (counted from 0) and place for each value that the text needs and the receiver does not have."""
    needed = places(text)
    return [(at, name) for at, values in enumerate(receivers) for name in needed if not values.get(name)]


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its values; what a value brings is not read for places again. Raises KeyError for one missing."""
    return PLACE.sub(lambda found: values[found[1].strip()], text)
