"""A questionnaire: what is asked, in which order, on which page, and what will be published of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from surveys.questionnaire.conditions import Condition
from surveys.questionnaire.dimensions import Dimension, PlannedTable
from surveys.questionnaire.fields import Text
from surveys.questionnaire.kinds.base import Kind

FIELD_PREFIX = "q."


@dataclass(frozen=True)
class Question:
    """One question; everything that depends on its kind is in `kind`."""

    key: str
    kind: Kind
    text: Text
    hint: Text | None = None
    required: bool = False
    workstreams: tuple[str, ...] = ()
    condition: Condition | None = None

    @cached_property
    def field(self) -> str:
        """The name of its form field."""
        return FIELD_PREFIX + self.key

    @cached_property
    def other_field(self) -> str | None:
        """The name of the text field beside "other", if there is one."""
        return f"{self.field}.other" if self.kind.other else None

    @cached_property
    def field_names(self) -> tuple[str, ...]:
        """All names of its form fields; none for an information."""
        return (self.field, *([self.other_field] if self.other_field else [])) if self.kind.answerable else ()


@dataclass(frozen=True)
class Page:
    """Questions that are asked together."""

    key: str
    title: Text
    questions: tuple[Question, ...]
    condition: Condition | None = None


@dataclass(frozen=True)
class Questionnaire:
    """A whole questionnaire in format version 1. Tables of names are made once and kept."""

    slug: str
    languages: tuple[str, ...]
    title: Text
    introduction: Text
    thanks: Text
    pages: tuple[Page, ...]
    dimensions: Mapping[str, Dimension] = field(default_factory=dict)
    table_plan: Mapping[str, tuple[PlannedTable, ...]] = field(default_factory=dict)

    @property
    def default_language(self) -> str:
        """The first language."""
        return self.languages[0]

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """All questions by key, in their order."""
        return {question.key: question for page in self.pages for question in page.questions}

    @cached_property
    def towns(self) -> frozenset[str]:
        """The options of the town question that fall into a row, so that they name a town."""
        rows = self.dimensions["town"].rows if "town" in self.dimensions else ()
        return frozenset(option for row in rows for option in row.options)

    @cached_property
    def page_of(self) -> Mapping[str, int]:
        """The index of the page on which a question stands."""
        return {question.key: index for index, page in enumerate(self.pages) for question in page.questions}

    @cached_property
    def field_names(self) -> frozenset[str]:
        """All names of form fields that carry answers."""
        return frozenset(name for question in self.questions.values() for name in question.field_names)

    @cached_property
    def page_index(self) -> Mapping[str, int]:
        """The place of each page by its key."""
        return {page.key: index for index, page in enumerate(self.pages)}
