"""The table plan: which tables will ever be published, fixed before the first answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from typing import Literal

from participation.disclosure.canonical import canonical_json, sha256_hex

Texts = Mapping[str, str]
"""A staff-written text as ``{language tag: text}``."""

Kind = Literal["single", "multiple"]

REST = ""
"""Key of the row of everybody in no shown row of a table. It is drawn like the others and never shown."""

COUNTY = "county"
"""Key of the one row that counts everybody."""


@dataclass(frozen=True)
class Problem:
    """One reason why something does not fit: ``path`` says where (``questions.trust.tables``), ``reason`` what."""

    path: str
    reason: str


class PlanError(ValueError):
    """A plan is invalid, or counts or a draft do not belong to it. Carries every problem found."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(f"{problem.path}: {problem.reason}" for problem in problems))
        self.problems = problems


@dataclass(frozen=True)
class Row:
    """One row of a dimension.

    ``population``: inhabitants, for the forecast and the box of participants. ``options``: which options of the
    dimension's question make up the row; empty means the one option of the same key.
    """

    key: str
    text: Texts
    population: int | None = None
    options: tuple[str, ...] = ()

    def chosen_by(self) -> tuple[str, ...]:
        """Return the keys of the options that lead into this row."""
        return self.options or (self.key,)


@dataclass(frozen=True)
class Group:
    """Rows of a dimension counted together: a coarse row. ``rows`` are keys of rows."""

    key: str
    text: Texts
    rows: tuple[str, ...]


@dataclass(frozen=True)
class Dimension:
    """One partition of the participants, such as towns. ``question``: whose answers decide; empty: the same key."""

    key: str
    text: Texts
    rows: tuple[Row, ...]
    coarse: tuple[Group, ...] = ()
    question: str = ""

    def asked_as(self) -> str:
        """Return the key of the question whose answer puts a person into a row."""
        return self.question or self.key

    def fine(self) -> tuple[Group, ...]:
        """Return the rows as groups of one row each."""
        return tuple(Group(row.key, row.text, (row.key,)) for row in self.rows)

    def text_of(self, key: str) -> Texts:
        """Return the text of the row or group ``key``; raises KeyError."""
        return ({row.key: row.text for row in self.rows} | {group.key: group.text for group in self.coarse})[key]

    def share(self, group: Group) -> Fraction:
        """Return the part of the population in ``group``; rows count equally where any population is unknown."""
        known = [row.population for row in self.rows if row.population is not None]
        if len(known) < len(self.rows) or not sum(known):
            return Fraction(len(group.rows), len(self.rows))
        return Fraction(sum(row.population or 0 for row in self.rows if row.key in group.rows), sum(known))


@dataclass(frozen=True)
class Table:
    """A two-way table of a question by a dimension; ``weight`` is its part of the question's budget."""

    by: str
    weight: int = 1


@dataclass(frozen=True)
class Option:
    """One answer that is counted."""

    key: str
    text: Texts


@dataclass(frozen=True)
class QuestionPlan:
    """What is published of one question: always the county total, and the two-way ``tables`` in order of importance.

    ``max_choices``: how many options of a multiple choice one person can tick; None: all of them.
    """

    key: str
    text: Texts
    kind: Kind
    options: tuple[Option, ...]
    max_choices: int | None = None
    tables: tuple[Table, ...] = ()
    workstreams: tuple[str, ...] = ()

    def contribution(self) -> int:
        """Return how many counts of one table a person can change (c of the method).

        Single choice: the one cell, for the base is the sum of the cells. Multiple choice: every tick and the base,
        which is drawn by itself.
        """
        if self.kind == "single":
            return 1
        return (len(self.options) if self.max_choices is None else self.max_choices) + 1


@dataclass(frozen=True)
class TablePlan:
    """All that will ever be published of ``subject`` (a stable name such as the public id of a survey)."""

    subject: str
    title: Texts
    dimensions: tuple[Dimension, ...] = ()
    questions: tuple[QuestionPlan, ...] = field(default=())

    def dimension(self, key: str) -> Dimension:
        """Return the dimension ``key``; raises KeyError."""
        return {dimension.key: dimension for dimension in self.dimensions}[key]

    def question(self, key: str) -> QuestionPlan:
        """Return the question ``key``; raises KeyError."""
        return {question.key: question for question in self.questions}[key]

    def sha256(self) -> str:
        """Return the hash of the whole plan, texts included, as 64 hex digits."""
        return sha256_hex(canonical_json(asdict(self)))
