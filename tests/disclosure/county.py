"""An invented county, its plan, its people and a plain way of counting them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from random import Random

from participation.disclosure.counts import Aggregate, RowCount
from participation.disclosure.document import Provenance
from participation.disclosure.noise import Noise, two_sided_geometric
from participation.disclosure.plan import (
    COUNTY,
    REST,
    Dimension,
    Group,
    Option,
    QuestionPlan,
    Row,
    Table,
    TablePlan,
    Texts,
)

POPULATION = (110_000, 87_000, 74_000, 76_000, 75_000, 62_000, 38_000, 35_000, 31_000, 29_000)
PROVENANCE = Provenance("release0001", "survey", "digitaltag", date(2026, 6, 5), date(2026, 6, 30))


def text(german: str) -> Texts:
    return {"de": german}


TOWN = Dimension(
    "town",
    text("Stadt"),
    tuple(Row(f"t{place}", text(f"Stadt {place}"), people) for place, people in enumerate(POPULATION)),
    (
        Group("north", text("Nord"), ("t0", "t1", "t2")),
        Group("middle", text("Mitte"), ("t3", "t4", "t5")),
        Group("south", text("Süd"), ("t6", "t7", "t8", "t9")),
    ),
)
AGE = Dimension("age", text("Alter"), tuple(Row(f"a{place}", text(f"Alter {place}"), 100) for place in range(6)))
GENDER = Dimension("gender", text("Geschlecht"), (Row("f", text("weiblich"), 51), Row("m", text("männlich"), 49)))
DIMENSIONS = (TOWN, AGE, GENDER)


def tables(*weights: int) -> tuple[Table, ...]:
    """The tables by town, age and gender with these weights, as many as there are weights."""
    return tuple(Table(dimension.key, weight) for dimension, weight in zip(DIMENSIONS, weights, strict=False))


def single(key: str = "trust", options: int = 5, planned: tuple[Table, ...] = tables(1, 1, 1)) -> QuestionPlan:
    return QuestionPlan(key, text("Vertrauen?"), "single", _options(options), tables=planned)


def multiple(
    key: str = "uses", options: int = 6, most: int | None = 3, planned: tuple[Table, ...] = tables(1, 1, 1)
) -> QuestionPlan:
    return QuestionPlan(key, text("Was nutzen Sie?"), "multiple", _options(options), most, planned)


def plan_of(*questions: QuestionPlan, dimensions: tuple[Dimension, ...] = DIMENSIONS) -> TablePlan:
    return TablePlan("survey/digitaltag", text("Digitaltag"), dimensions, questions)


def _options(number: int) -> tuple[Option, ...]:
    return tuple(Option(f"o{place}", text(f"Antwort {place}")) for place in range(number))


@dataclass(frozen=True)
class Person:
    """Rows by dimension (missing: rest) and chosen options by question (missing: not answered)."""

    rows: dict[str, str] = field(default_factory=dict)
    answers: dict[str, tuple[str, ...]] = field(default_factory=dict)


def people(
    plan: TablePlan, n: int, seed: int, likely: Sequence[int] = (5, 4, 3, 2, 1), rest: float = 0.05
) -> list[Person]:
    """``n`` people: towns by population, ages evenly, ``rest`` of each dimension in no row, answers by weights."""
    chance = Random(seed)
    found = []
    for _ in range(n):
        rows = {}
        for dimension in plan.dimensions:
            if chance.random() >= rest:
                weights = [row.population or 1 for row in dimension.rows]
                rows[dimension.key] = chance.choices(dimension.rows, weights)[0].key
        answers = {}
        for question in plan.questions:
            keys = [option.key for option in question.options]
            weights = [likely[place % len(likely)] for place in range(len(keys))]
            ticks = 1 if question.kind == "single" else chance.randint(1, question.contribution() - 1)
            chosen: dict[str, None] = {}
            while len(chosen) < ticks:
                chosen[chance.choices(keys, weights)[0]] = None
            answers[question.key] = tuple(chosen)
        found.append(Person(rows, answers))
    return found


def count(plan: TablePlan, crowd: Iterable[Person]) -> Aggregate:
    """Count everybody in every planned table and in the county table of every question."""
    crowd = list(crowd)
    counted: dict[tuple[str, str | None], dict[str, RowCount]] = {}
    for question in plan.questions:
        for by in (None, *(table.by for table in question.tables)):
            bases: Counter[str] = Counter()
            cells: dict[str, Counter[str]] = defaultdict(Counter)
            for person in crowd:
                if question.key in person.answers:
                    row = COUNTY if by is None else person.rows.get(by, REST)
                    bases[row] += 1
                    cells[row].update(person.answers[question.key])
            counted[question.key, by] = {row: RowCount(bases[row], dict(cells[row])) for row in bases}
    return Aggregate(len(crowd), counted)


def seeded(seed: int) -> Noise:
    """The real sampler on a repeatable source of chance, so that a test gives the same result every time."""
    chance = Random(seed)

    def noise(b: Fraction) -> int:
        return two_sided_geometric(b, chance.randrange)

    return noise


def silent(b: Fraction) -> int:
    """The unsafe control: no noise at all."""
    return 0 * b.numerator
