"""From counts to frozen bytes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from participation.disclosure.counts import Aggregate, RowCount
from participation.disclosure.document import COLUMNS, Theme
from participation.disclosure.drawn import Drawn
from participation.disclosure.noise import two_sided_geometric
from participation.disclosure.plan import PlanError, QuestionPlan, Row, TablePlan
from participation.disclosure.release import artefact, draw
from tests.disclosure.county import (
    AGE,
    GENDER,
    PROVENANCE,
    TOWN,
    count,
    multiple,
    people,
    plan_of,
    seeded,
    silent,
    single,
    text,
)

PLAN = plan_of(single(), multiple(), single("plain", planned=()))


def freeze(plan: TablePlan, aggregate: Aggregate, noise: Callable[[Fraction], int] = silent) -> bytes:
    return artefact(draw(plan, aggregate, noise), plan, PROVENANCE, [], None).json


@pytest.mark.parametrize(
    ("n", "tables_of", "county"),
    [(49, [], False), (120, [], True), (1500, ["town", "age", "gender"], True)],
)
def test_what_n_allows(n: int, tables_of: list[str], county: bool) -> None:
    drawn = draw(PLAN, count(PLAN, people(PLAN, n, 1)), seeded(1))
    trust = drawn.questions[0]
    assert [table.by for table in trust.tables] == tables_of
    assert trust.county.shown is county
    assert drawn.n_rounded == (None if n < 50 else round(n, -1))


def test_below_fifty_nothing_is_drawn() -> None:
    def forbidden(b: Fraction) -> int:
        raise AssertionError(b)

    release = json.loads(freeze(PLAN, count(PLAN, people(PLAN, 49, 1)), forbidden))
    assert release["n_rounded"] is None
    assert all(question["tables"] == [] and not question["county"]["shown"] for question in release["questions"])


def test_every_cell_gets_its_own_draw_even_an_empty_one() -> None:
    """Rows nobody is in are drawn like the others: their number of draws must not tell that they are empty."""
    plan, calls = plan_of(single()), []

    def counting(b: Fraction) -> int:
        calls.append(b)
        return 0

    everybody_in_one_town = [replace(person, rows={"town": "t0"}) for person in people(plan, 1000, 1)]
    draw(plan, count(plan, everybody_in_one_town), counting)
    assert calls == [Fraction(3)] * 5 * (11 + 7 + 3)


def test_multiple_choice_draws_its_base_too() -> None:
    plan, calls = plan_of(multiple(planned=())), []

    def counting(b: Fraction) -> int:
        calls.append(b)
        return 0

    draw(plan, count(plan, people(plan, 1000, 1)), counting)
    assert calls == [Fraction(4)] * (6 + 1)


def test_document_follows_the_plan() -> None:
    release = json.loads(freeze(PLAN, count(PLAN, people(PLAN, 3000, 1)), seeded(2)))
    assert [question["key"] for question in release["questions"]] == ["trust", "uses", "plain"]
    [town, age, gender] = release["questions"][0]["tables"]
    assert [table["b"] for table in (town, age, gender)] == ["3/1", "3/1", "3/1"]
    assert [row["key"] for row in town["rows"]] == [row.key for row in TOWN.rows]
    assert [row["text"] for row in age["rows"]] == [row.text for row in AGE.rows]
    shown = next(row for row in town["rows"] if row["shown"])
    assert [cell["option"] for cell in shown["cells"]] == ["o0", "o1", "o2", "o3", "o4"]
    assert release["questions"][0]["county"]["b"] is None
    assert release["questions"][2]["county"]["b"] == "1/1"
    assert release["plan_sha256"] == PLAN.sha256()
    assert release["method"] == {"epsilon_per_question": 1, "version": 1}
    assert release["period"] == {"from": "2026-06-05", "to": "2026-06-30"}


def test_coarse_rows_keep_names_and_count_everybody_else_as_rest() -> None:
    plan = plan_of(single())
    release = json.loads(freeze(plan, count(plan, people(plan, 300, 1))))
    town = release["questions"][0]["tables"][0]
    assert [row["key"] for row in town["rows"]] == ["north", "middle", "south"]
    assert town["rows"][0]["text"] == {"de": "Nord"}


def test_hidden_rows_carry_nothing() -> None:
    crowd = [person for person in people(PLAN, 2000, 1) if person.rows.get("town") != "t9"]
    frozen = artefact(draw(PLAN, count(PLAN, crowd), seeded(1)), PLAN, PROVENANCE, [], None)
    release = json.loads(frozen.json)
    hidden = release["questions"][0]["tables"][0]["rows"][9]
    assert hidden == {
        "key": "t9", "text": {"de": "Stadt 9"}, "shown": False, "base_rounded": None, "error_pp": None, "cells": [],
    }  # fmt: skip
    lines = [line for line in csv.DictReader(io.StringIO(frozen.csv.decode())) if line["row"] == "t9"]
    assert {line["shown"] for line in lines} == {"false"}
    empty = ("share_pct", "share_bound", "base_rounded", "error_pp")
    assert all(line[column] == "" for line in lines if line["question"] == "trust" for column in empty)


def test_csv_says_the_same_as_json() -> None:
    frozen = artefact(draw(PLAN, count(PLAN, people(PLAN, 1500, 1)), seeded(1)), PLAN, PROVENANCE, [], None)
    release = json.loads(frozen.json)
    lines = list(csv.DictReader(io.StringIO(frozen.csv.decode())))
    assert tuple(lines[0]) == COLUMNS
    from_json = {}
    for question in release["questions"]:
        rows = [("county", {"key": "county", **question["county"]})]
        rows += [(table["by"], row) for table in question["tables"] for row in table["rows"]]
        for table, row in rows:
            for cell in row["cells"]:
                key = (question["key"], table, row["key"], cell["option"])
                numbers = (cell["share_pct"], cell["share_bound"], row["base_rounded"], row["error_pp"])
                from_json[key] = tuple(map(str, numbers))
    from_csv = {
        (line["question"], line["table"], line["row"], line["option"]): (
            line["share_pct"], line["share_bound"], line["base_rounded"], line["error_pp"],
        )
        for line in lines
        if line["shown"] == "true"
    }  # fmt: skip
    assert from_csv == from_json


def test_order_of_counting_leaves_no_trace() -> None:
    crowd = people(PLAN, 1200, 1)
    forwards, backwards = count(PLAN, crowd), count(PLAN, reversed(crowd))
    shuffled = Aggregate(backwards.n, dict(reversed(list(backwards.tables.items()))))
    assert freeze(PLAN, forwards, seeded(9)) == freeze(PLAN, shuffled, seeded(9))


def test_county_figure_without_noise_is_the_true_one() -> None:
    plan = plan_of(single())
    aggregate = count(plan, people(plan, 2000, 1))
    true = aggregate.tables["trust", None]["county"]
    county = draw(plan, aggregate, silent).questions[0].county
    assert county.base_rounded == 2000
    for cell in county.cells:
        assert abs(cell.share.pct - 100 * true.cells[cell.option] / true.base) <= 0.5


def test_county_figure_is_more_exact_than_the_rows() -> None:
    plan = plan_of(single())
    question = draw(plan, count(plan, people(plan, 2000, 1)), seeded(1)).questions[0]
    errors = [row.error_pp for table in question.tables for row in table.rows if row.error_pp is not None]
    assert question.county.error_pp is not None
    assert question.county.error_pp <= min(errors)


def test_a_rarely_answered_question_is_hidden_in_the_county_too() -> None:
    plan = plan_of(single(planned=()))
    crowd = [replace(person, answers={}) for person in people(plan, 100, 1)]
    drawn = draw(plan, count(plan, crowd), seeded(1))
    assert not drawn.questions[0].county.shown


def test_participation_comes_from_the_questions_of_the_dimensions() -> None:
    town = single("town", options=10, planned=())
    dimension = replace(
        TOWN, coarse=(), rows=tuple(Row(f"r{place}", text("Stadt"), 10, (f"o{place}",)) for place in range(10))
    )
    plan = plan_of(town, dimensions=(dimension, GENDER))
    release = json.loads(freeze(plan, count(plan, people(plan, 1000, 1))))
    rows = release["participation"]["town"]
    assert [row["key"] for row in rows] == [f"r{place}" for place in range(10)]
    assert all(row["population_pct"] == 10 for row in rows)
    cells = release["questions"][0]["county"]["cells"]
    assert [row["share_pct"] for row in rows] == [cell["share_pct"] for cell in cells]
    assert release["participation"]["gender"] == []


def test_draft_survives_being_kept() -> None:
    drawn = draw(PLAN, count(PLAN, people(PLAN, 1500, 1)), seeded(1))
    assert Drawn.load(drawn.dump()) == drawn


def test_draft_of_another_plan_is_refused() -> None:
    drawn = draw(PLAN, count(PLAN, people(PLAN, 60, 1)), seeded(1))
    with pytest.raises(PlanError, match="another plan"):
        artefact(drawn, plan_of(single()), PROVENANCE, [], None)


def test_themes_are_words() -> None:
    drawn = draw(PLAN, count(PLAN, people(PLAN, 60, 1)), seeded(1))
    theme = Theme("data", "worries", text("Datenschutz"), text("Sorge um Daten"), "several", ("daseinsvorsorge",))
    release = json.loads(artefact(drawn, PLAN, PROVENANCE, [theme], None).json)
    assert release["themes"] == [
        {
            "key": "data",
            "question": "worries",
            "title": theme.title,
            "paraphrase": theme.paraphrase,
            "band": "several",
            "workstreams": ["daseinsvorsorge"],
        }
    ]
    with pytest.raises(PlanError, match=r"themes\.0\.band"):
        artefact(drawn, PLAN, PROVENANCE, [replace(theme, band="7")], None)


def test_each_theme_can_be_named() -> None:
    drawn = draw(PLAN, count(PLAN, people(PLAN, 60, 1)), seeded(1))
    theme = Theme("data", "worries", text("Datenschutz"), text("Sorge um Daten"), "often")
    for key in ("", "data", "x" * 25):
        with pytest.raises(PlanError, match=r"themes\.1\.key"):
            artefact(drawn, PLAN, PROVENANCE, [theme, replace(theme, key=key)], None)


def _row(base: int, **cells: int) -> RowCount:
    return RowCount(base, cells)


@pytest.mark.parametrize(
    ("tables_", "path", "reason"),
    [
        ({}, "tables.trust.county", "missing"),
        ({("planet", None): {"county": _row(0)}}, "tables.planet", "unknown question"),
        ({("trust", "gender"): {}}, "tables.trust.gender", "not in the plan"),
        ({("trust", "town"): {"t99": _row(0)}}, "tables.trust.town.t99", "unknown row"),
        ({("trust", None): {"": _row(0)}}, "tables.trust.county.", "unknown row"),
        ({("trust", None): {"county": _row(1, o9=1)}}, "tables.trust.county.county.o9", "unknown option"),
        ({("trust", None): {"county": _row(2, o1=1)}}, "tables.trust.county.county", "add up"),
        ({("trust", None): {"county": _row(-1, o1=-1)}}, "tables.trust.county.county", "from 0"),
        ({("trust", None): {"county": _row(1, o1=1.0)}}, "tables.trust.county.county", "whole"),  # type: ignore[arg-type]
        ({("trust", None): {"county": _row(101, o1=101)}}, "tables.trust.county", "more people"),
        (
            {("trust", None): {"county": _row(9, o1=9)}, ("trust", "town"): {"t1": _row(8, o1=8)}},
            "tables.trust",
            "rest row",
        ),
        ({("uses", None): {"county": _row(2, o1=3)}}, "tables.uses.county.county", "more people"),
        ({("uses", None): {"county": _row(2, o1=2, o2=2, o3=2, o4=1)}}, "tables.uses.county.county", "more options"),
    ],
)
def test_counts_that_do_not_fit_are_refused(
    tables_: dict[tuple[str, str | None], dict[str, RowCount]], path: str, reason: str
) -> None:
    planned = tuple(table for table in single().tables if table.by != "gender")
    plan = plan_of(replace(single(), tables=planned), multiple(planned=()))
    with pytest.raises(PlanError) as refused:
        draw(plan, Aggregate(100, tables_), silent)
    assert any(problem.path == path and reason in problem.reason for problem in refused.value.problems)


def test_an_invalid_plan_is_not_drawn() -> None:
    plan = plan_of(single(options=1))
    with pytest.raises(PlanError, match="two options"):
        draw(plan, Aggregate(100, {}), silent)


def test_negative_n_is_refused() -> None:
    with pytest.raises(PlanError, match="whole number"):
        draw(PLAN, Aggregate(-1, {}), silent)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2500), st.integers(0, 10**6))
def test_any_crowd_can_be_drawn(n: int, seed: int) -> None:
    plan = plan_of(single(), multiple(planned=()))
    drawn = draw(plan, count(plan, people(plan, n, seed)), seeded(seed))
    for question in drawn.questions:
        for row in (question.county, *(row for table in question.tables for row in table.rows)):
            assert row.shown == bool(row.cells) == (row.base_rounded is not None) == (row.error_pp is not None)
            assert all(5 <= cell.share.pct <= 95 for cell in row.cells)


def test_a_large_plan_is_drawn_in_a_second() -> None:
    def question(place: int) -> QuestionPlan:
        return single(f"q{place}", options=8)

    plan = plan_of(*(question(place) for place in range(18)))
    aggregate = count(plan, people(plan, 2000, 1))
    start = perf_counter()
    draw(plan, aggregate, two_sided_geometric)
    assert perf_counter() - start < 3  # measured 0.35 s; room for a busy machine
