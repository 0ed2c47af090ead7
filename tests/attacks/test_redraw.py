"""A member of staff draws a draft, looks, discards it and draws again, to average the noise away."""

from __future__ import annotations

from fractions import Fraction

import pytest

from participation.disclosure.budget import Budget, BudgetError, costs
from participation.disclosure.noisy import noisy_tables
from participation.disclosure.scales import schedule
from tests.disclosure.county import count, people, plan_of, seeded, single

PLAN = plan_of(*(single(f"q{place}", planned=()) for place in range(40)))
AGGREGATE = count(PLAN, people(PLAN, 1000, 1))
ATTEMPTS = 300


def recovered(draws: int, seed: int) -> float:
    """Part of the county counts that come out exactly when ``draws`` drafts are averaged."""
    noise = seeded(seed)
    exact = cells = 0
    for each in schedule(PLAN, AGGREGATE.n):
        drafts = [noisy_tables(each, AGGREGATE, noise)[1].cells for _ in range(draws)]
        true = AGGREGATE.tables[each.question.key, None]["county"].cells
        for place, option in enumerate(each.question.options):
            mean = sum((draft[place] for draft in drafts), Fraction(0)) / draws
            exact += round(mean) == true[option.key]
            cells += 1
    return exact / cells


def granted(correction: bool) -> int:
    """How many of many attempts to draw the account lets through."""
    budget, drawn = Budget(), 0
    for _ in range(ATTEMPTS):
        try:
            budget = budget.book(costs(PLAN, AGGREGATE.n), correction)
        except BudgetError:
            continue
        drawn += 1
    return drawn


@pytest.mark.attack
def test_the_account_ends_it() -> None:
    assert granted(correction=False) == 1
    assert granted(correction=True) == 2
    assert recovered(granted(correction=False), seed=1) < 0.6
    assert recovered(granted(correction=True), seed=1) < 0.6


@pytest.mark.attack
def test_control_without_an_account_the_noise_averages_away() -> None:
    assert recovered(ATTEMPTS, seed=1) >= 0.99
