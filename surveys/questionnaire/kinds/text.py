"""Free text: a line or several. The words never become an answer that is counted."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from surveys.questionnaire.fields import CONTROL, Fields
from surveys.questionnaire.kinds.base import NOTHING, WRITTEN, Answer, FieldError, Kind, Reading

LONGEST_CLUSTER = 30  # combining marks in a row: no script needs more, and normalising them takes quadratic time
NOT_LATIN = re.compile(r"[^\x00-\u02ff]")  # below U+0300 every text is in NFC already
LINE_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\ud800-\udfff]")


def clean(text: str) -> str:
    """The text as it may be shown again in a form: LF line ends, no control characters."""
    return CONTROL.sub("", _with_line_feeds(text))


def read_text(values: Sequence[str], limit: int, forbidden: re.Pattern[str]) -> tuple[str, FieldError | None]:
    """The one text among the values of a field, trimmed and in NFC, and why it is refused.

    `limit` counts code points after CRLF has become LF, as browsers do.
    """
    if not values:
        return "", None
    if len(values) > 1:
        return "", FieldError("one_text")
    text = _with_line_feeds(values[0].strip())
    if NOT_LATIN.search(text) and len(text) <= 4 * limit:  # NFC makes one of four code points at most
        if _has_long_cluster(text):
            return "", FieldError("too_many_marks")
        text = unicodedata.normalize("NFC", text)
    if len(text) > limit:
        return "", FieldError("too_long", {"limit": limit, "length": len(text)})
    if forbidden.search(text):
        return "", FieldError("control_characters")
    return text, None


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _has_long_cluster(text: str) -> bool:
    if not any(map(unicodedata.combining, text)):
        return False
    length = 0
    for character in text:
        length = length + 1 if unicodedata.combining(character) else 0
        if length > LONGEST_CLUSTER:
            return True
    return False


@dataclass(frozen=True)
class WrittenText(Kind):
    """What both lengths of text share."""

    max_length: int

    usual: ClassVar[int]
    longest: ClassVar[int]
    forbidden: ClassVar[re.Pattern[str]]

    @classmethod
    def parse(cls, fields: Fields) -> Self:
        """Read max_length; without it the usual length of the kind holds."""
        return cls(fields.optional_integer("max_length", 1, cls.longest) or cls.usual)

    def members(self) -> dict[str, object]:
        """max_length in code points."""
        return {"max_length": self.max_length}

    def read(self, values: Sequence[str], _beside: Sequence[str], /) -> Reading:
        """Read one text; a blank one is no answer."""
        text, error = read_text(values, self.max_length, self.forbidden)
        if error is not None:
            return Reading(error=error)
        return Reading(WRITTEN, text) if text else NOTHING

    def samples(self, _mentioned: Collection[str | int], /) -> Iterator[Answer]:
        """All texts are the same to a condition."""
        yield WRITTEN


@dataclass(frozen=True)
class ShortText(WrittenText):
    """One line."""

    name = "short_text"
    usual = 120
    longest = 250
    forbidden = LINE_CONTROL


@dataclass(frozen=True)
class LongText(WrittenText):
    """Several lines."""

    name = "long_text"
    usual = 1_000
    longest = 4_000
    forbidden = CONTROL
