"""Which tables, with how much noise, and never more than the budget."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from participation.disclosure.plan import Dimension, Group, QuestionPlan, Row, Table, TablePlan
from participation.disclosure.scales import scales, schedule, tables_allowed, wanted
from participation.disclosure.validation import validate
from tests.disclosure.county import GENDER, multiple, plan_of, single, tables, text


@pytest.mark.parametrize(
    ("n", "allowed"), [(0, 0), (49, 0), (50, 0), (299, 0), (300, 2), (999, 2), (1000, 3), (100_000, 3)]
)
def test_number_of_tables(n: int, allowed: int) -> None:
    assert tables_allowed(n) == allowed


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (single(planned=tables(1)), ["1"]),
        (single(planned=tables(1, 1, 1)), ["3", "3", "3"]),
        (single(planned=tables(2, 1, 1)), ["2", "4", "4"]),
        (multiple(most=3, planned=tables(1, 1)), ["8", "8"]),
        (multiple(options=6, most=None, planned=tables(1)), ["7"]),
        (single(planned=tables(2, 3)), ["5/2", "5/3"]),
    ],
)
def test_scales(question: QuestionPlan, expected: list[str]) -> None:
    assert [str(b) for b in scales(question, question.tables)] == expected


@pytest.mark.parametrize(
    ("n", "drawn", "county_b"),
    [
        (49, [], None),
        (50, [], 1),
        (299, [], 1),
        (300, [("town", 3, 2), ("age", 6, 2)], None),
        (999, [("town", 10, 2), ("age", 6, 2)], None),
        (1000, [("town", 10, 3), ("age", 6, 3), ("gender", 2, 3)], None),
    ],
)
def test_schedule_of_a_single_choice(n: int, drawn: list[tuple[str, int, int]], county_b: int | None) -> None:
    [each] = schedule(plan_of(single()), n)
    assert [(table.by, len(table.groups), int(table.b)) for table in each.tables] == drawn
    assert each.county_b == county_b


def test_a_table_too_fine_falls_away_and_leaves_its_budget() -> None:
    """Half of the rows must be likely: four ticks spread over ten towns cannot be shown from 1,000 answers."""
    ten = Dimension("town", text("Stadt"), tuple(Row(f"t{place}", text("Stadt"), 1) for place in range(10)))
    plan = plan_of(multiple(planned=(Table("town"), Table("gender"))), dimensions=(ten, GENDER))
    [each] = schedule(plan, 1000)
    assert [(table.by, table.b) for table in each.tables] == [("gender", Fraction(4))]


def test_later_tables_fall_away_before_earlier_ones_suffer() -> None:
    ten = Dimension("town", text("Stadt"), tuple(Row(f"t{place}", text("Stadt"), 1) for place in range(10)))
    plan = plan_of(single(planned=(Table("town"), Table("gender"))), dimensions=(ten, GENDER))
    assert [table.by for table in schedule(plan, 300)[0].tables] == ["town"]
    assert [table.by for table in schedule(plan, 500)[0].tables] == ["town", "gender"]


def test_question_without_tables_has_its_county_row() -> None:
    [each] = schedule(plan_of(single(planned=())), 5000)
    assert len(each.tables) == 0
    assert each.county_b == 1


def test_wanted_tables() -> None:
    plan = plan_of(single(), multiple(planned=()))
    assert wanted(plan, 49) == []
    assert wanted(plan, 50) == [("trust", None), ("uses", None)]
    assert wanted(plan, 400) == [("trust", "town"), ("trust", "age"), ("uses", None)]


@st.composite
def plans(draw: st.DrawFn) -> TablePlan:
    """Any valid plan with one question."""
    dimensions = []
    for key in ("town", "age", "gender"):
        known = draw(st.booleans())
        rows = tuple(
            Row(f"{key}{place}", text("x"), draw(st.integers(0, 10**6)) if known else None)
            for place in range(draw(st.integers(1, 12)))
        )
        coarse = (Group(f"{key}all", text("x"), tuple(row.key for row in rows)),) if draw(st.booleans()) else ()
        dimensions.append(Dimension(key, text(key), rows, coarse))
    by = draw(st.lists(st.sampled_from(["town", "age", "gender"]), unique=True))
    planned = tuple(Table(key, draw(st.integers(1, 100))) for key in by)
    if draw(st.booleans()):
        question = single(options=draw(st.integers(2, 60)), planned=planned)
    else:
        options = draw(st.integers(2, 60))
        question = multiple(options=options, most=draw(st.none() | st.integers(1, options)), planned=planned)
    return plan_of(question, dimensions=tuple(dimensions))


@settings(deadline=None)
@given(plans(), st.integers(0, 200_000))
def test_budget_is_never_exceeded(plan: TablePlan, n: int) -> None:
    assert validate(plan) == []
    [each] = schedule(plan, n)
    assert each.epsilon() == (0 if n < 50 else 1)
    contribution = each.question.contribution()
    assert sum(contribution / table.b for table in each.tables) <= 1
    assert len(each.tables) <= tables_allowed(n)
    assert bool(each.tables) + (each.county_b is not None) == (n >= 50)
    order = [table.by for table in each.question.tables]
    assert [table.by for table in each.tables] == [by for by in order if by in {table.by for table in each.tables}]
