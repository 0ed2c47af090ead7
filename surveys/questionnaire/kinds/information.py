"""A text to read between the questions; nothing to answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from surveys.questionnaire.fields import Fields
from surveys.questionnaire.kinds.base import NOTHING, Kind, Reading


@dataclass(frozen=True)
class Information(Kind):
    """Has no members of its own."""

    name = "information"
    answerable = False

    @classmethod
    def parse(cls, _fields: Fields, /) -> Self:
        """Nothing to read."""
        return cls()

    def members(self) -> dict[str, object]:
        """Nothing to write."""
        return {}

    def read(self, _values: Sequence[str], _beside: Sequence[str], /) -> Reading:
        """Nothing is answered."""
        return NOTHING
