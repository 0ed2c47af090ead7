"""Choosing one or several of a list of options, with "other" and an exclusive "no answer" beside them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Self

from surveys.questionnaire.fields import Fields, Text
from surveys.questionnaire.kinds.base import NO_ANSWER, NOTHING, OTHER, Answer, Cell, FieldError, Kind, Reading
from surveys.questionnaire.kinds.text import LINE_CONTROL, read_text

MOST_OPTIONS = 60
OTHER_LENGTH = 200
NO_OTHER: tuple[str, None] = ("", None)


@dataclass(frozen=True)
class Option:
    """One answer to choose."""

    key: str
    text: Text


@dataclass(frozen=True)
class Choice(Kind):
    """What both kinds of choice share."""

    options: tuple[Option, ...]
    other: bool = False
    no_answer: bool = False

    other_length = OTHER_LENGTH

    @cached_property
    def order(self) -> dict[str, int]:
        """The place of each value that the form may send."""
        keys = [option.key for option in self.options]
        return {key: place for place, key in enumerate(keys + [OTHER] * self.other + [NO_ANSWER] * self.no_answer)}

    @cached_property
    def countable(self) -> tuple[str, ...]:
        """The values that are counted: all but "no answer"."""
        return tuple(key for key in self.order if key != NO_ANSWER)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The options, and "other" last."""
        return (*(Cell(option.key, option.text) for option in self.options), *[Cell(OTHER, {})] * self.other)

    def members(self) -> dict[str, object]:
        """The options and the two answers beside them."""
        options = [{"key": option.key, "text": dict(option.text)} for option in self.options]
        return {"options": options, "other": self.other, "no_answer": self.no_answer}

    def texts(self) -> Iterator[tuple[str, Text]]:
        """The texts of the options."""
        for index, option in enumerate(self.options):
            yield f"options[{index}].text", option.text


@dataclass(frozen=True)
class SingleChoice(Choice):
    """Exactly one option."""

    name = "single_choice"
    counts = "single"

    @classmethod
    def parse(cls, fields: Fields) -> Self:
        """Read options, other, no_answer."""
        return cls(_options(fields), fields.flag("other"), fields.flag("no_answer"))

    @property
    def max_choices(self) -> int:
        """Always one."""
        return 1

    def read(self, values: Sequence[str], beside: Sequence[str], /) -> Reading:
        """Read one option key; a text beside "other" chooses it when nothing else is chosen."""
        text, flaw = read_text(beside, OTHER_LENGTH, LINE_CONTROL) if beside else NO_OTHER
        if len(values) > 1:
            return Reading(error=FieldError("one_answer"), text_error=flaw)
        answer = values[0] if values else ""
        if not answer:
            return Reading(OTHER, text, None, flaw) if text or flaw else NOTHING
        if answer not in self.order:
            return Reading(error=FieldError("unknown_option"), text_error=flaw)
        if text and answer != OTHER:
            return Reading(answer, "", None, FieldError("other_not_chosen"))
        return Reading(answer, text, None, flaw)

    def ticked(self, answer: Answer | None, /) -> tuple[str, ...]:
        """The chosen option."""
        return (answer,) if isinstance(answer, str) and answer != NO_ANSWER else ()

    def understands(self, operator: str, value: str | int | bool, /) -> bool:
        """`is` with one of the values that the form may send."""
        return operator == "answered" or (operator == "is" and value in self.order)

    def samples(self, mentioned: Collection[str | int], /) -> Iterator[Answer]:
        """The mentioned values and one more."""
        yield from (key for key in self.order if key in mentioned)
        yield from [key for key in self.countable if key not in mentioned][:1]


@dataclass(frozen=True)
class MultipleChoice(Choice):
    """Any number of options between min and max; "no answer" stands alone."""

    least: int = 0
    most: int | None = None

    name = "multiple_choice"
    counts = "multiple"

    @classmethod
    def parse(cls, fields: Fields) -> Self:
        """Read options, other, no_answer, min, max."""
        options, other, no_answer = _options(fields), fields.flag("other"), fields.flag("no_answer")
        least = fields.optional_integer("min", 0, MOST_OPTIONS + 1) or 0
        most = fields.optional_integer("max", 1, MOST_OPTIONS + 1)
        if most is not None and least > most:
            fields.problems.add(fields.at("min"), "min_above_max")
        count = len(options) + other
        for name, number in (("min", least), ("max", most or 0)):
            if options and number > count:
                fields.problems.add(fields.at(name), "more_than_options", count=count)
        return cls(options, other, no_answer, least, most)

    @property
    def max_choices(self) -> int | None:
        """The author's maximum, or None."""
        return self.most

    def members(self) -> dict[str, object]:
        """The choice with its bounds."""
        return {**super().members(), "min": self.least, **({} if self.most is None else {"max": self.most})}

    def read(self, values: Sequence[str], beside: Sequence[str], /) -> Reading:
        """Read option keys; they come out in the order of the questionnaire, so that the order of ticking is lost."""
        text, flaw = read_text(beside, OTHER_LENGTH, LINE_CONTROL) if beside else NO_OTHER
        chosen = [value for value in values if value]
        if not chosen:
            if not (text or flaw):
                return NOTHING
            chosen = [OTHER]
        error = self._error(chosen)
        if error is not None:
            return Reading(error=error, text_error=flaw)
        if text and OTHER not in chosen:
            flaw = FieldError("other_not_chosen")
        if len(chosen) > 1:
            chosen.sort(key=self.order.__getitem__)
        return Reading(chosen, text, None, flaw)

    def _error(self, chosen: list[str]) -> FieldError | None:
        order, count = self.order, len(chosen)
        for value in chosen:
            if value not in order:
                return FieldError("unknown_option")
        if len(set(chosen)) < count:
            return FieldError("repeated")
        if NO_ANSWER in chosen:
            return FieldError("exclusive") if count > 1 else None
        if count < self.least:
            return FieldError("too_few", {"limit": self.least, "count": count})
        if self.most is not None and count > self.most:
            return FieldError("too_many", {"limit": self.most, "count": count})
        return None

    def ticked(self, answer: Answer | None, /) -> tuple[str, ...]:
        """All chosen options."""
        return tuple(key for key in answer if key != NO_ANSWER) if isinstance(answer, list) else ()

    def understands(self, operator: str, value: str | int | bool, /) -> bool:
        """`includes` with one of the values that the form may send."""
        return operator == "answered" or (operator == "includes" and value in self.order)

    def samples(self, mentioned: Collection[str | int], /) -> Iterator[Answer]:
        """As many of the mentioned options as may be ticked together: fewer can make no further condition true."""
        options = [key for key in self.countable if key in mentioned] or list(self.countable[:1])
        padding = [key for key in self.countable if key not in options]
        size = len(options) if self.most is None else min(self.most, len(options))
        for chosen in combinations(options, size):
            yield [*chosen, *padding[: max(0, self.least - size)]]
        if NO_ANSWER in mentioned:
            yield [NO_ANSWER]


def _options(fields: Fields) -> tuple[Option, ...]:
    options = []
    for entry in fields.objects("options", 1, MOST_OPTIONS):
        options.append(Option(entry.word("key"), entry.text("text")))
        if options[-1].key in (OTHER, NO_ANSWER):
            entry.problems.add(entry.at("key"), "reserved_option")
        entry.refuse_unknown()
    fields.refuse_repeated(fields.at("options"), [option.key for option in options])
    return tuple(options)
