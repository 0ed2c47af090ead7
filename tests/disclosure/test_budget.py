"""The account of draws."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from participation.disclosure.budget import LIFETIME_LIMIT, Budget, BudgetError, costs
from tests.disclosure.county import multiple, plan_of, single

ONE = {"trust": Fraction(1), "uses": Fraction(1)}


def test_costs() -> None:
    plan = plan_of(single(), multiple())
    assert costs(plan, 49) == {"trust": 0, "uses": 0}
    assert costs(plan, 50) == ONE
    assert costs(plan, 5000) == ONE


def test_one_draw_and_one_correction() -> None:
    first = Budget().book(ONE)
    with pytest.raises(BudgetError) as refused:
        first.book(ONE)
    assert refused.value.questions == ("trust", "uses")
    second = first.book(ONE, correction=True)
    with pytest.raises(BudgetError):
        second.book(ONE, correction=True)


def test_refusal_books_nothing() -> None:
    first = Budget().book({"trust": Fraction(1)})
    with pytest.raises(BudgetError, match="trust"):
        first.book(ONE)
    assert dict(first.spent) == {"trust": 1}


def test_a_draw_that_draws_nothing_is_free() -> None:
    nothing = {"trust": Fraction(0)}
    assert Budget().book(ONE).book(nothing).spent == ONE


def test_a_draw_gives_nothing_back() -> None:
    with pytest.raises(ValueError, match="less than nothing"):
        Budget().book({"trust": Fraction(-1)})


@settings(deadline=None)
@given(st.lists(st.tuples(st.fractions(0, 2), st.booleans())))
def test_no_history_spends_more_than_the_lifetime(draws: list[tuple[Fraction, bool]]) -> None:
    budget = Budget()
    for cost, correction in draws:
        try:
            budget = budget.book({"trust": cost}, correction)
        except BudgetError:
            continue
    assert budget.spent.get("trust", 0) <= LIFETIME_LIMIT
