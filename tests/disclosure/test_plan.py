"""Plans that can keep the promise, and all others with path and reason."""

from __future__ import annotations

from dataclasses import replace

import pytest

from participation.disclosure.plan import Dimension, Group, Option, PlanError, QuestionPlan, Row, Table, TablePlan
from participation.disclosure.validation import validate
from tests.disclosure.county import AGE, DIMENSIONS, GENDER, TOWN, multiple, plan_of, single, tables, text

FOUR = (*DIMENSIONS, Dimension("club", text("Verein"), (Row("c", text("c")),)))


def test_a_good_plan_has_no_problems() -> None:
    assert validate(plan_of(single(), multiple(), single("plain", planned=()))) == []


@pytest.mark.parametrize(
    ("plan", "path", "reason"),
    [
        (
            plan_of(single(planned=(*tables(1, 1, 1), Table("club"))), dimensions=FOUR),
            "questions.trust.tables",
            "most 3",
        ),
        (plan_of(dimensions=FOUR), "dimensions", "at most 3"),
        (plan_of(single(planned=(Table("age"), Table("age")))), "questions.trust.tables", "2 times"),
        (plan_of(single(planned=(Table("planet"),))), "questions.trust.tables", "unknown dimension"),
        (plan_of(single(planned=(Table("age", 0),))), "questions.trust.tables.age", "weight"),
        (plan_of(single(), single()), "questions", "2 times"),
        (plan_of(single("Trust!")), "questions", "a-z"),
        (plan_of(dimensions=(AGE, AGE)), "dimensions", "2 times"),
        (plan_of(dimensions=(AGE, replace(AGE, key="young", question="age"))), "dimensions", "one partition"),
        (plan_of(dimensions=(replace(AGE, key="county"),)), "dimensions.county", "everybody"),
        (plan_of(dimensions=(replace(AGE, rows=()),)), "dimensions.age", "no rows"),
        (plan_of(dimensions=(replace(AGE, rows=(Row("", text("?")),)),)), "dimensions.age.rows", "a-z"),
        (
            plan_of(dimensions=(replace(AGE, rows=(*AGE.rows, Row("young", text("unter 40"), 1, ("a0", "a1")))),)),
            "dimensions.age.rows",
            "may not overlap",
        ),
        (
            plan_of(dimensions=(replace(TOWN, coarse=(*TOWN.coarse, Group("lake", text("See"), ("t0",)))),)),
            "dimensions.town.coarse",
            "may not overlap",
        ),
        (
            plan_of(dimensions=(replace(TOWN, coarse=(Group("lake", text("See"), ("t99",)),)),)),
            "dimensions.town.coarse.lake",
            "unknown row",
        ),
        (
            plan_of(dimensions=(replace(TOWN, coarse=(Group("t0", text("See"), ("t0",)),)),)),
            "dimensions.town.rows",
            "2 times",
        ),
        (plan_of(multiple(most=0)), "questions.uses.max_choices", "from 1"),
        (plan_of(multiple(most=7)), "questions.uses.max_choices", "from 1"),
        (plan_of(replace(single(), max_choices=1)), "questions.trust.max_choices", "multiple choice only"),
        (plan_of(single(options=1)), "questions.trust.options", "two options"),
        (
            plan_of(replace(single(), options=(Option("a", text("a")), Option("no_answer", text("k. A."))))),
            "questions.trust.options",
            "not counted",
        ),
        (plan_of(single("age", planned=tables(1, 1))), "questions.age.tables", "itself decides"),
        (plan_of(multiple("age", planned=())), "dimensions.age", "several rows"),
        (plan_of(single("age", planned=())), "dimensions.age.rows.a0", "no option"),
    ],
)
def test_problems_say_where_and_why(plan: TablePlan, path: str, reason: str) -> None:
    assert any(problem.path == path and reason in problem.reason for problem in validate(plan)), validate(plan)


def test_unknown_questions() -> None:
    plan = plan_of(single())
    assert validate(plan, known_questions={"trust", "town", "age", "gender"}) == []
    assert {problem.path for problem in validate(plan, known_questions={"town", "age"})} == {
        "questions.trust",
        "dimensions.gender",
    }


def test_error_names_every_problem() -> None:
    error = PlanError(*validate(plan_of(single(options=1), multiple(most=0))))
    assert "questions.trust.options" in str(error)
    assert "questions.uses.max_choices" in str(error)


@pytest.mark.parametrize(
    ("question", "contribution"),
    [(single(), 1), (multiple(most=3), 4), (multiple(most=1), 2), (multiple(options=6, most=None), 7)],
)
def test_contribution_of_one_person(question: QuestionPlan, contribution: int) -> None:
    assert question.contribution() == contribution


def test_hash_follows_content_and_order() -> None:
    plan = plan_of(single(), multiple())
    assert plan.sha256() == plan_of(single(), multiple()).sha256()
    assert plan.sha256() != plan_of(multiple(), single()).sha256()
    assert plan.sha256() != plan_of(single(planned=tables(2, 1, 1)), multiple()).sha256()


def test_population_share() -> None:
    assert GENDER.share(GENDER.fine()[0]) * 100 == 51
    unknown = replace(GENDER, rows=(Row("f", text("f"), 51), Row("m", text("m"))))
    assert unknown.share(unknown.fine()[0]) * 2 == 1
    assert sum(TOWN.share(group) for group in TOWN.coarse) == 1
