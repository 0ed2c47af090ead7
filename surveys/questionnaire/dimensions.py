"""Who is counted apart: the dimensions (town, age, gender), their rows, and the tables planned beforehand."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveys.questionnaire.fields import KEY, Fields, Text
from surveys.questionnaire.kinds.choice import MOST_OPTIONS

DIMENSIONS = ("town", "age", "gender")
MOST_TABLES = 3
HEAVIEST = 100
MOST_PEOPLE = 100_000_000


@dataclass(frozen=True)
class DimensionRow:
    """One row of a table: the options that fall into it, and how many people live there if the author knows."""

    key: str
    text: Text
    options: tuple[str, ...]
    population: int | None = None

    def as_json(self) -> dict[str, object]:
        """The row as it stands in the file."""
        members: dict[str, object] = {"key": self.key, "text": dict(self.text), "options": list(self.options)}
        return members if self.population is None else {**members, "population": self.population}


@dataclass(frozen=True)
class Dimension:
    """A single_choice question by which others are tabulated.

    `rows` are the rows to use: the author's own (`own_rows`), else one per option. Everybody else falls into the rest.
    """

    key: str
    question: str
    rows: tuple[DimensionRow, ...]
    coarse: tuple[DimensionRow, ...]
    own_rows: bool

    def as_json(self) -> dict[str, object]:
        """The dimension as it stands in the file."""
        rows = {"rows": [row.as_json() for row in self.rows]} if self.own_rows else {}
        coarse = {"coarse": [row.as_json() for row in self.coarse]} if self.coarse else {}
        return {"question": self.question, **rows, **coarse}


@dataclass(frozen=True)
class PlannedTable:
    """One two-way table of a question by a dimension; weight is its share of the noise budget beside the others."""

    by: str
    weight: int = 1


def parse_dimensions(fields: Fields) -> dict[str, Dimension]:
    """The member "dimensions"; rows that are not given are still empty."""
    if not fields.has("dimensions"):
        return {}
    declared = fields.member("dimensions")
    dimensions = {}
    for name in DIMENSIONS:
        if declared.has(name):
            entry = declared.member(name)
            rows, coarse = _rows(entry, "rows"), _rows(entry, "coarse")
            dimensions[name] = Dimension(name, entry.word("question"), rows, coarse, own_rows=bool(rows))
            entry.refuse_unknown()
    for name in declared.members:
        if name not in DIMENSIONS:
            declared.problems.add(declared.path, "unknown_dimension")
    return dimensions


def parse_table_plan(fields: Fields) -> Mapping[str, tuple[PlannedTable, ...]]:
    """The member "table_plan": question key -> its ordered two-way tables."""
    if not fields.has("table_plan"):
        return {}
    listed = fields.member("table_plan")
    plan = {}
    for question in listed.members:
        if not KEY.fullmatch(question):
            listed.problems.add(listed.path, "bad_key")
            continue
        plan[question] = tuple(_table(entry) for entry in listed.objects(question, 0, MOST_TABLES))
        listed.refuse_repeated(listed.at(question), [table.by for table in plan[question]])
    return plan


def _rows(fields: Fields, name: str) -> tuple[DimensionRow, ...]:
    rows = []
    for entry in fields.objects(name, 1, MOST_OPTIONS, needed=False):
        options = entry.words("options", 1, MOST_OPTIONS + 1, KEY, "bad_key")
        population = entry.optional_integer("population", 0, MOST_PEOPLE)
        rows.append(DimensionRow(entry.word("key"), entry.text("text"), options, population))
        entry.refuse_unknown()
    fields.refuse_repeated(fields.at(name), [row.key for row in rows])
    return tuple(rows)


def _table(fields: Fields) -> PlannedTable:
    by = fields.word("by")
    if by and by not in DIMENSIONS:
        fields.problems.add(fields.at("by"), "unknown_dimension")
    weight = fields.optional_integer("weight", 1, HEAVIEST)
    fields.refuse_unknown()
    return PlannedTable(by, 1 if weight is None else weight)
