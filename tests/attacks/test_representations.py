"""Does any representation of a release carry something of a true count that noise does not cover?"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from participation.disclosure.counts import Aggregate, RowCount, county_of, grouped
from participation.disclosure.noise import Noise
from participation.disclosure.plan import TablePlan
from participation.disclosure.release import Artefact, artefact, draw
from participation.disclosure.scales import schedule
from tests.disclosure.county import PROVENANCE, count, multiple, people, plan_of, seeded, single

PLAN = plan_of(single(), multiple(planned=single().tables[2:]), single("plain", planned=()))
SMALL = plan_of(single(), multiple())


def in_order(plan: TablePlan, aggregate: Aggregate) -> list[int]:
    """Every true count, in the order in which it meets its noise."""
    counts: list[int] = []
    for each in schedule(plan, aggregate.n):
        options = [option.key for option in each.question.options]
        rows: list[RowCount] = [] if each.county_b is None else [county_of(aggregate, each.question)]
        for table in each.tables:
            inside, rest = grouped(aggregate.tables[each.question.key, table.by], table.groups, options)
            rows += [*inside, rest]
        for row in rows:
            counts += [row.cells[key] for key in options] + ([row.base] if each.question.kind == "multiple" else [])
    return counts


def compensating(noisy: list[int], aggregate: Aggregate, plan: TablePlan) -> Noise:
    """Noise that turns the counts of ``aggregate`` into exactly ``noisy``."""
    left = iter([z - true for z, true in zip(noisy, in_order(plan, aggregate), strict=True)])

    def noise(b: Fraction) -> int:
        return next(left) * (b.numerator > 0)

    return noise


def freeze(plan: TablePlan, aggregate: Aggregate, noise: Noise) -> tuple[Artefact, str]:
    drawn = draw(plan, aggregate, noise)
    return artefact(drawn, plan, PROVENANCE, [], None), drawn.dump()


@pytest.mark.attack
@settings(max_examples=25, deadline=None)
@given(st.sampled_from([(PLAN, 1500), (PLAN, 400), (SMALL, 120)]), st.integers(0, 10**6), st.integers(0, 10**6))
def test_only_noisy_counts_reach_a_release(case: tuple[TablePlan, int], one: int, other: int) -> None:
    """Two different crowds with the same noisy counts have the same bytes: nothing else of them gets through."""
    plan, n = case
    first, second = count(plan, people(plan, n, one)), count(plan, people(plan, n, other, likely=(1, 1, 9)))
    noise = seeded(one)
    noisy = [true + noise(Fraction(3)) for true in in_order(plan, first)]
    frozen = freeze(plan, first, compensating(noisy, first, plan))
    assert frozen == freeze(plan, second, compensating(noisy, second, plan))


def leaky(plan: TablePlan, aggregate: Aggregate, noise: Noise) -> bytes:
    """The unsafe control: hidden rows are marked as hidden but keep their base, "only for the template"."""
    frozen, _ = freeze(plan, aggregate, noise)
    document = json.loads(frozen.json)
    for row in document["questions"][0]["tables"][0]["rows"]:
        if not row["shown"]:
            row["base"] = aggregate.tables["trust", "town"].get(row["key"], RowCount(0, {})).base
    return json.dumps(document).encode()


@pytest.mark.attack
def test_control_a_kept_base_is_noticed() -> None:
    first, second = count(PLAN, people(PLAN, 1000, 1)), count(PLAN, people(PLAN, 1000, 2))
    noise = seeded(1)
    noisy = [true + noise(Fraction(3)) for true in in_order(PLAN, first)]
    assert leaky(PLAN, first, compensating(noisy, first, PLAN)) != leaky(
        PLAN, second, compensating(noisy, second, PLAN)
    )
    document = json.loads(leaky(PLAN, first, seeded(1)))
    assert any(not allowed(path, number) for path, number in numbers(document))


def numbers(value: Any, path: str = "") -> Iterator[tuple[str, int | float]]:
    """Every number in a document with the name it stands under."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from numbers(part, key)
    elif isinstance(value, list):
        for part in value:
            yield from numbers(part, path)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield path, value


def allowed(path: str, number: float) -> bool:
    """Whether a number is of the kind that may be published under its name."""
    ranges: dict[str, bool] = {
        "share_pct": 5 <= number <= 95,
        "base_rounded": number % 10 == 0,
        "n_rounded": number % 10 == 0,
        "error_pp": 1 <= number <= 100,
        "population_pct": 0 <= number <= 100,
        "format_version": number == 1,
        "version": number == 1,
        "epsilon_per_question": number == 1,
    }
    return isinstance(number, int) and ranges.get(path, False)


@pytest.mark.attack
@pytest.mark.parametrize("n", [49, 120, 400, 1000, 3000])
def test_every_number_is_of_a_published_kind(n: int) -> None:
    frozen, _ = freeze(PLAN, count(PLAN, people(PLAN, n, 1)), seeded(n))
    document = json.loads(frozen.json)
    assert [found for found in numbers(document) if not allowed(*found)] == []
    for line in csv.DictReader(io.StringIO(frozen.csv.decode())):
        values = [line[column] for column in ("share_pct", "base_rounded", "error_pp")]
        assert all(values) if line["shown"] == "true" else not any(values)


@pytest.mark.attack
def test_true_counts_do_not_show_in_logs() -> None:
    aggregate = Aggregate(1000, {("trust", None): {"county": RowCount(987, {"o0": 654})}})
    shown = repr((aggregate, *aggregate.tables[("trust", None)].values()))
    assert "987" not in shown
    assert "654" not in shown


@pytest.mark.attack
def test_hidden_rows_look_all_alike() -> None:
    """Whether nobody or half a threshold of people is in a hidden row cannot be seen."""
    frozen, _ = freeze(PLAN, count(PLAN, people(PLAN, 1000, 1)), seeded(1))
    rows = json.loads(frozen.json)["questions"][0]["tables"][0]["rows"]
    hidden = [row for row in rows if not row["shown"]]
    assert len(hidden) >= 2
    assert all(row.keys() == hidden[0].keys() for row in hidden)
    assert all((row["base_rounded"], row["error_pp"], row["cells"]) == (None, None, []) for row in hidden)
