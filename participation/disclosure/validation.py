"""Is a table plan one that the method can keep its promise for?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from participation.disclosure.plan import COUNTY, Dimension, Problem, QuestionPlan, TablePlan

MAX_TABLES = 3
MAX_DIMENSIONS = 3
MAX_WEIGHT = 100
_KEY = re.compile(r"[a-z0-9_]{1,40}")


def validate(plan: TablePlan, known_questions: Collection[str] | None = None) -> list[Problem]:
    """Return everything that is wrong with ``plan``, in its order; an empty list means it can be drawn.

    ``known_questions``: keys of the questions that exist; when given, the plan may name no others.
    """
    problems = [*_keys("questions", (question.key for question in plan.questions))]
    problems += _keys("dimensions", (dimension.key for dimension in plan.dimensions))
    if len(plan.dimensions) > MAX_DIMENSIONS:
        problems.append(Problem("dimensions", f"at most {MAX_DIMENSIONS} dimensions"))
    for asked, times in Counter(dimension.asked_as() for dimension in plan.dimensions).items():
        if times > 1:
            problems.append(Problem("dimensions", f"question {asked} is divided twice; one partition per dimension"))
    for dimension in plan.dimensions:
        problems += _dimension(plan, dimension)
    for question in plan.questions:
        problems += _question(plan, question)
    if known_questions is not None:
        problems += _unknown(plan, known_questions)
    return problems


def _keys(path: str, keys: Iterable[str]) -> Iterator[Problem]:
    for key, times in Counter(keys).items():
        if not _KEY.fullmatch(key):
            yield Problem(path, f"key {key!r} must be 1 to 40 of a-z, 0-9 and _")
        if times > 1:
            yield Problem(path, f"{key!r} stands there {times} times")


def _dimension(plan: TablePlan, dimension: Dimension) -> Iterator[Problem]:
    path = f"dimensions.{dimension.key}"
    if dimension.key == COUNTY:
        yield Problem(path, "this key means everybody together")
    if not dimension.rows:
        yield Problem(path, "has no rows")
    # Rows and groups share one name space: a release shows one or the other under the same column.
    yield from _keys(f"{path}.rows", [*(row.key for row in dimension.rows), *(group.key for group in dimension.coarse)])
    yield from _overlaps(f"{path}.rows", (option for row in dimension.rows for option in row.chosen_by()))
    yield from _overlaps(f"{path}.coarse", (row for group in dimension.coarse for row in group.rows))
    rows = {row.key for row in dimension.rows}
    for group in dimension.coarse:
        if not group.rows:
            yield Problem(f"{path}.coarse.{group.key}", "has no rows")
        for row in sorted(set(group.rows) - rows):
            yield Problem(f"{path}.coarse.{group.key}", f"unknown row {row!r}")
    for row_ in dimension.rows:
        if row_.population is not None and row_.population < 0:
            yield Problem(f"{path}.rows.{row_.key}", "population is negative")
    for question in plan.questions:
        if question.key == dimension.asked_as():
            yield from _rows_of_question(path, dimension, question)


def _rows_of_question(path: str, dimension: Dimension, question: QuestionPlan) -> Iterator[Problem]:
    if question.kind != "single":
        yield Problem(path, f"question {question.key} lets a person be in several rows; it must be a single choice")
    options = {option.key for option in question.options}
    for row in dimension.rows:
        for option in sorted(set(row.chosen_by()) - options):
            yield Problem(f"{path}.rows.{row.key}", f"question {question.key} has no option {option!r}")


def _overlaps(path: str, parts: Iterable[str]) -> Iterator[Problem]:
    for part, times in Counter(parts).items():
        if times > 1:
            yield Problem(path, f"{part!r} lies in {times} groups; groups may not overlap")


def _question(plan: TablePlan, question: QuestionPlan) -> Iterator[Problem]:
    path = f"questions.{question.key}"
    if question.kind not in ("single", "multiple"):
        yield Problem(path, f"unknown kind {question.kind!r}")
    if len(question.options) < 2:
        yield Problem(f"{path}.options", "needs at least two options")
    yield from _keys(f"{path}.options", (option.key for option in question.options))
    if any(option.key == "no_answer" for option in question.options):
        yield Problem(f"{path}.options", "'no_answer' is not counted")
    yield from _max_choices(path, question)
    yield from _tables(plan, path, question)


def _tables(plan: TablePlan, path: str, question: QuestionPlan) -> Iterator[Problem]:
    if len(question.tables) > MAX_TABLES:
        yield Problem(f"{path}.tables", f"at most {MAX_TABLES} tables")
    dimensions = {dimension.key: dimension for dimension in plan.dimensions}
    for by, times in Counter(table.by for table in question.tables).items():
        if times > 1:
            yield Problem(f"{path}.tables", f"the table by {by!r} stands there {times} times")
        if by not in dimensions:
            yield Problem(f"{path}.tables", f"unknown dimension {by!r}")
        elif dimensions[by].asked_as() == question.key:
            yield Problem(f"{path}.tables", f"the question itself decides {by!r}")
    for table in question.tables:
        if type(table.weight) is not int or not 1 <= table.weight <= MAX_WEIGHT:
            yield Problem(f"{path}.tables.{table.by}", f"the weight must be a whole number from 1 to {MAX_WEIGHT}")


def _max_choices(path: str, question: QuestionPlan) -> Iterator[Problem]:
    most = question.max_choices
    if most is None:
        return
    if question.kind == "single":
        yield Problem(f"{path}.max_choices", "belongs to a multiple choice only")
    elif type(most) is not int or not 1 <= most <= len(question.options):
        yield Problem(f"{path}.max_choices", "must be a whole number from 1 to the number of options")


def _unknown(plan: TablePlan, known: Collection[str]) -> Iterator[Problem]:
    for question in plan.questions:
        if question.key not in known:
            yield Problem(f"questions.{question.key}", "unknown question")
    for dimension in plan.dimensions:
        if dimension.asked_as() not in known:
            yield Problem(f"dimensions.{dimension.key}", f"unknown question {dimension.asked_as()!r}")
