"""Counting answers for a table plan, against counting them again in the most simple-minded way."""

import json
from typing import Any

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participation.disclosure.counts import Aggregate
from participation.disclosure.plan import TablePlan
from surveys import queries
from surveys.planning.counting import aggregate
from surveys.planning.plans import table_plan
from surveys.questionnaire import load
from surveys.summaries import SurveySource
from tests.attacks.releases import finished
from tests.surveys.questionnaire.examples import example
from tests.surveys.steps import MOST_DIFFERENT, payload

QUESTIONNAIRE = load(json.dumps(example()))
PLAN = table_plan("aaaaaaaaaa", QUESTIONNAIRE, {})
USES = st.lists(st.sampled_from(["bus", "bike", "car", "other"]), min_size=1, max_size=2, unique=True)
PERSON = st.fixed_dictionaries(
    {},
    optional={
        "town": st.sampled_from(["herten", "marl", "no_answer"]),
        "age": st.sampled_from(["young", "old"]),
        "uses": USES | st.just(["no_answer"]),
        "trust": st.integers(1, 5) | st.just("no_answer"),
        "why": st.sampled_from(["price", "time", "other"]),
    },
)
Counts = dict[tuple[str, str | None, str], tuple[int, dict[str, int]]]
ROW_OF: dict[str, dict[Any, str]] = {"town": {"herten": "herten", "marl": "marl"}, "age": {"old": "a"}}
"""Which row somebody with that answer stands in; everybody else is in the row without a name."""


def naive(plan: TablePlan, people: list[dict[str, Any]]) -> Counts:
    """(question, dimension, row) -> people who answered, and ticks per option; only rows with anybody in them."""
    found: Counts = {}
    for question in plan.questions:
        for by in (None, *(table.by for table in question.tables)):
            for person in people:
                given_ = person.get(question.key)
                ticks = [str(one) for one in (given_ if isinstance(given_, list) else [given_]) if one is not None]
                if not ticks or ticks == ["no_answer"]:
                    continue
                row = "county" if by is None else ROW_OF[by].get(person.get(by), "")
                base, cells = found.get((question.key, by, row), (0, {}))
                found[question.key, by, row] = base + 1, {**cells, **{tick: cells.get(tick, 0) + 1 for tick in ticks}}
    return found


def flat(counted: Aggregate) -> Counts:
    """The same shape from what the product counted."""
    return {
        (question, by, row): (count.base, {key: number for key, number in count.cells.items() if number})
        for (question, by), table in counted.tables.items()
        for row, count in table.items()
        if count.base
    }


@settings(deadline=None)
@given(st.lists(PERSON, max_size=40))
def test_counts_are_those_of_a_naive_recount(people: list[dict[str, Any]]) -> None:
    counted = aggregate(PLAN, QUESTIONNAIRE, map(json.dumps, people))
    assert counted.n == len(people)
    assert flat(counted) == naive(PLAN, people)


@settings(deadline=None, max_examples=20)
@given(st.lists(PERSON, max_size=30), st.randoms(use_true_random=False))
def test_the_order_of_answers_does_not_matter(people: list[dict[str, Any]], chance: Any) -> None:
    mixed = list(people)
    chance.shuffle(mixed)
    assert aggregate(PLAN, QUESTIONNAIRE, map(json.dumps, mixed)) == aggregate(
        PLAN, QUESTIONNAIRE, map(json.dumps, people)
    )


@settings(deadline=None, max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(number=st.integers(0, MOST_DIFFERENT - 1))
def test_what_nobody_may_publish_is_not_even_counted(app: Flask, number: int) -> None:
    questions = {question.key for question in PLAN.questions}
    assert questions == {"trust", "uses", "town"}
    counted = aggregate(PLAN, QUESTIONNAIRE, [json.dumps({**payload(number), "why": "price"})])
    assert {question for question, _ in counted.tables} == questions


def test_answers_in_the_database_are_counted_as_they_are(app: Flask) -> None:
    survey = finished(300)
    counted = SurveySource().aggregate(survey.public_id)
    people = [payload(number) for number in range(300)]
    assert counted.n == 300 == len(list(queries.payloads(survey)))
    for town in ("herten", "marl"):
        row = counted.tables["a", "town"][town]
        assert row.base == sum(person["town"] == town for person in people)
        for point in range(1, 12):
            assert row.cells.get(str(point), 0) == sum(
                person["town"] == town and person["a"] == point for person in people
            )
