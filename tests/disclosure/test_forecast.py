"""What an author is told beforehand."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from participation.disclosure.forecast import forecast
from participation.disclosure.release import draw
from tests.disclosure.county import AGE, GENDER, TOWN, count, multiple, people, plan_of, seeded, single, tables

WITHOUT_GROUPS = (replace(TOWN, coarse=()), AGE, GENDER)


def test_outlook_for_each_number_of_answers() -> None:
    outlook = forecast(plan_of(single()))
    assert [at.n for at in outlook.at] == [300, 500, 1000, 2000]
    at_2000 = outlook.at[3].questions[0]
    assert at_2000.county_shown
    assert [table.b for table in at_2000.tables] == [3, 3, 3]
    assert all(row.shown for table in at_2000.tables for row in table.rows)
    at_500 = outlook.at[1].questions[0]
    assert [table.b for table in at_500.tables] == [2, 2, None]
    town = at_500.tables[0]
    assert [row.key for row in town.rows if not row.shown] == ["t6", "t7", "t8", "t9"]
    assert (town.rows[0].expected_base, town.rows[0].needed_base) == (89, 40)


def test_groups_are_announced() -> None:
    town = forecast(plan_of(single()), ns=(300,)).at[0].questions[0].tables[0]
    assert town.coarse
    assert [row.key for row in town.rows] == ["north", "middle", "south"]


def test_warning_when_a_further_table_hides_a_town() -> None:
    [warning] = forecast(plan_of(single(planned=tables(1, 1)), dimensions=WITHOUT_GROUPS), ns=(500,)).warnings
    assert (warning.question, warning.table, warning.hides) == ("trust", "age", "town")
    assert warning.rows == ("t6", "t7", "t8", "t9")
    assert forecast(plan_of(single(planned=tables(1))), ns=(500,)).warnings == ()


def test_no_numbers_below_fifty() -> None:
    question = forecast(plan_of(single()), ns=(49,)).at[0].questions[0]
    assert not question.county_shown
    assert all(table.b is None for table in question.tables)


def test_county_of_a_multiple_choice_without_maximum() -> None:
    plan = plan_of(multiple(options=8, most=None, planned=()))
    assert [at.questions[0].county_shown for at in forecast(plan, ns=(300, 1000)).at] == [False, True]


def test_forecast_meets_what_is_drawn() -> None:
    """Rows far from the threshold come out as told."""
    plan = plan_of(single())
    told = forecast(plan, ns=(2000,)).at[0].questions[0]
    drawn = draw(plan, count(plan, people(plan, 2000, 1, rest=0.0)), seeded(1)).questions[0]
    for table, expected in zip(drawn.tables, told.tables, strict=True):
        assert table.b == expected.b
        for row, told_row in zip(table.rows, expected.rows, strict=True):
            if abs(Fraction(told_row.expected_base, told_row.needed_base) - 1) > Fraction(2, 5):
                assert row.shown == told_row.shown
