"""When a page or a question is asked: all/any over earlier answers. There is no negation: an answer that is missing
makes every condition on it false."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from surveys.questionnaire.fields import Fields
from surveys.questionnaire.kinds.base import NO_ANSWER, Answer

DEEPEST_CONDITION = 5
MOST_PARTS = 20
OPERATORS = ("is", "includes", "at_least", "at_most", "answered")
UNANSWERED = (None, NO_ANSWER, [NO_ANSWER])


class Condition(Protocol):
    """Anything that holds or does not hold for the answers given so far."""

    def holds(self, given: Mapping[str, Answer]) -> bool:
        """Whether it is true for these answers (question key -> answer)."""

    def leaves(self) -> Iterator["Comparison"]:
        """The comparisons in it."""

    def as_json(self) -> dict[str, object]:
        """The condition as it stands in the file."""


@dataclass(frozen=True)
class All:
    """True when every part is."""

    parts: tuple[Condition, ...]

    def holds(self, given: Mapping[str, Answer]) -> bool:
        """Whether no part is false."""
        return all(part.holds(given) for part in self.parts)

    def leaves(self) -> Iterator["Comparison"]:
        """The comparisons of all parts."""
        return (leaf for part in self.parts for leaf in part.leaves())

    def as_json(self) -> dict[str, object]:
        """{"all": [...]}"""
        return {"all": [part.as_json() for part in self.parts]}


@dataclass(frozen=True)
class Any:
    """True when at least one part is."""

    parts: tuple[Condition, ...]

    def holds(self, given: Mapping[str, Answer]) -> bool:
        """Whether some part is true."""
        return any(part.holds(given) for part in self.parts)

    def leaves(self) -> Iterator["Comparison"]:
        """The comparisons of all parts."""
        return (leaf for part in self.parts for leaf in part.leaves())

    def as_json(self) -> dict[str, object]:
        """{"any": [...]}"""
        return {"any": [part.as_json() for part in self.parts]}


@dataclass(frozen=True)
class Comparison:
    """One answer compared with one value. "No answer" counts as not answered."""

    question: str
    operator: str
    value: str | int | bool

    def holds(self, given: Mapping[str, Answer]) -> bool:
        """Whether the answer is there and compares."""
        answer = given.get(self.question)
        match self.operator:
            case "is":
                return answer == self.value
            case "includes":
                return isinstance(answer, list) and self.value in answer
            case "answered":
                return answer not in UNANSWERED
        if not isinstance(answer, int) or not isinstance(self.value, int):
            return False
        return answer >= self.value if self.operator == "at_least" else answer <= self.value

    def leaves(self) -> Iterator["Comparison"]:
        """Itself."""
        yield self

    def as_json(self) -> dict[str, object]:
        """{"question": ..., operator: value}"""
        return {"question": self.question, self.operator: self.value}


def optional_condition(fields: Fields) -> Condition | None:
    """The member "condition", or None."""
    return _parse(fields.member("condition"), 1) if fields.has("condition") else None


def _parse(fields: Fields, depth: int) -> Condition:
    condition = _group(fields, depth) or _comparison(fields)
    fields.refuse_unknown()
    return condition


def _group(fields: Fields, depth: int) -> Condition | None:
    for name, group in (("all", All), ("any", Any)):
        if fields.has(name):
            if depth == DEEPEST_CONDITION:
                fields.problems.add(fields.path, "condition_depth", limit=DEEPEST_CONDITION)
                return group(())
            return group(tuple(_parse(part, depth + 1) for part in fields.objects(name, 1, MOST_PARTS)))
    return None


def _comparison(fields: Fields) -> Condition:
    operators = [name for name in OPERATORS if fields.has(name)]
    if len(operators) != 1 or not fields.has("question"):
        fields.problems.add(fields.path, "condition_form")
        return All(())
    question, operator = fields.word("question"), operators[0]
    if operator in ("is", "includes"):
        return Comparison(question, operator, fields.word(operator))
    if operator == "answered":
        if not fields.flag("answered"):
            fields.problems.add(fields.at("answered"), "answered_true")
        return Comparison(question, operator, True)
    return Comparison(question, operator, fields.integer(operator, 1, 11))
