"""A scale of 2 to 11 points with labelled ends."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from surveys.questionnaire.fields import Fields, Text
from surveys.questionnaire.kinds.base import (
    NO_ANSWER,
    NOTHING,
    Answer,
    Cell,
    FieldError,
    Kind,
    Reading,
    texts_as_json,
)

FEWEST_POINTS = 2
MOST_POINTS = 11


@dataclass(frozen=True)
class Scale(Kind):
    """Points are numbered from 1 (low) to `points` (high)."""

    points: int
    low: Text
    high: Text
    no_answer: bool

    name = "scale"
    counts = "single"

    @classmethod
    def parse(cls, fields: Fields) -> Self:
        """Read points, low, high, no_answer."""
        points = fields.integer("points", FEWEST_POINTS, MOST_POINTS)
        return cls(points, fields.text("low"), fields.text("high"), fields.flag("no_answer"))

    @cached_property
    def readings(self) -> dict[str, Reading]:
        """The reading of each value that the form may send."""
        readings = {str(point): Reading(point) for point in range(1, self.points + 1)}
        return readings | ({NO_ANSWER: Reading(NO_ANSWER)} if self.no_answer else {})

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The points; the first and the last carry their label behind the number."""
        labels = {1: self.low, self.points: self.high}
        return tuple(Cell(str(point), _numbered(point, labels.get(point), self.low)) for point in self._range)

    @property
    def max_choices(self) -> int:
        """Always one."""
        return 1

    @property
    def _range(self) -> range:
        return range(1, self.points + 1)

    def members(self) -> dict[str, object]:
        """The length, the ends and "no answer"."""
        ends = texts_as_json({"low": self.low, "high": self.high})
        return {"points": self.points, **ends, "no_answer": self.no_answer}

    def read(self, values: Sequence[str], _beside: Sequence[str], /) -> Reading:
        """Read one point."""
        if len(values) > 1:
            return Reading(error=FieldError("one_answer"))
        if not values or not values[0]:
            return NOTHING
        return self.readings.get(values[0]) or Reading(error=FieldError("unknown_option"))

    def ticked(self, answer: Answer | None, /) -> tuple[str, ...]:
        """The point as a cell key."""
        return (str(answer),) if isinstance(answer, int) else ()

    def understands(self, operator: str, value: str | int | bool, /) -> bool:
        """`at_least` and `at_most` with a point of the scale."""
        return operator == "answered" or (operator in ("at_least", "at_most") and value in self._range)

    def samples(self, mentioned: Collection[str | int], /) -> Iterator[Answer]:
        """The mentioned points and one more: a bound is reached at the bound, two bounds at either of them."""
        yield from [point for point in self._range if point in mentioned] or [1]

    def texts(self) -> Iterator[tuple[str, Text]]:
        """The labels of the ends."""
        yield "low", self.low
        yield "high", self.high


def _numbered(point: int, label: Text | None, languages: Text) -> Text:
    return {tag: str(point) for tag in languages} if label is None else {t: f"{point}: {x}" for t, x in label.items()}
