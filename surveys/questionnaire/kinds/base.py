"""What every kind of question can do."""

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal, NamedTuple, Self

from surveys.questionnaire.fields import Fields, Text
from surveys.questionnaire.messages import FIELD_MESSAGES, Params

OTHER = "other"
NO_ANSWER = "no_answer"

Answer = str | int | list[str]  # option key, scale point, option keys in the order of the questionnaire


@dataclass(frozen=True)
class FieldError:
    """Why the value of one form field is refused; `code` is a key of FIELD_MESSAGES."""

    code: str
    params: Params = field(default_factory=dict)

    @property
    def message(self) -> str:
        """The English sentence."""
        return FIELD_MESSAGES[self.code] % self.params


class Reading(NamedTuple):
    """What the form says to one question. A written text answers with WRITTEN: its words stay in `text` alone."""

    answer: Answer | None = None
    text: str = ""
    error: FieldError | None = None
    text_error: FieldError | None = None


WRITTEN = 1
NOTHING = Reading()


@dataclass(frozen=True)
class Cell:
    """One countable answer. The text of "other" is empty: the interface has a word for it."""

    key: str
    text: Text


class Kind(ABC):
    """One kind of question: reads its members of the file, reads form values, names what can be counted."""

    name: ClassVar[str]
    answerable: ClassVar[bool] = True
    counts: ClassVar[Literal["single", "multiple"] | None] = None  # how many cells one person may tick
    other: bool = False  # whether a text field stands beside the option "other"

    @classmethod
    @abstractmethod
    def parse(cls, fields: Fields, /) -> Self:
        """Read the members that only this kind has; problems are noted in fields."""

    @abstractmethod
    def members(self) -> dict[str, object]:
        """The members that parse() read, as JSON values."""

    @abstractmethod
    def read(self, values: Sequence[str], beside: Sequence[str], /) -> Reading:
        """Read the values of the field and of the text field beside "other"; both may hold anything."""

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The countable answers in their order, without "no answer"; empty for texts and information."""
        return ()

    @property
    def max_choices(self) -> int | None:
        """How many cells one person may tick at most; None without a limit or without cells."""
        return None

    def ticked(self, _answer: Answer | None, /) -> tuple[str, ...]:
        """The keys of the cells that a stored answer ticks; empty for a missing answer and "no answer"."""
        return ()

    def understands(self, operator: str, _value: str | int | bool, /) -> bool:
        """Whether a condition with this operator and value can be asked of an answer."""
        return operator == "answered" and self.answerable

    def samples(self, _mentioned: Collection[str | int], /) -> Iterator[Answer]:
        """Answers among which each condition over the mentioned values finds one that makes it true, if any does."""
        yield from ()

    def texts(self) -> Iterator[tuple[str, Text]]:
        """The texts of this kind's own members, each with its path below the question."""
        yield from ()


def texts_as_json(texts: Mapping[str, Text]) -> dict[str, object]:
    """Texts as plain dictionaries."""
    return {name: dict(text) for name, text in texts.items()}
