"""From answers to the tables of a plan. The only code that reads individual answers; what it returns are counts."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from participation.disclosure.counts import Aggregate, RowCount
from participation.disclosure.plan import COUNTY, REST, TablePlan
from surveys.questionnaire import Questionnaire

Payload = Mapping[str, Any]
Key = tuple[str, str | None]


def aggregate(plan: TablePlan, questionnaire: Questionnaire, payloads: Iterable[str]) -> Aggregate:
    """Counts every table of the plan. ``payloads``: closed answers as canonical JSON.

    Everybody who answered a question is in one row of each of its tables: without an answer to the dimension's
    question, in the rest row. Constant memory.
    """
    rows = {dimension.key: _row_of(dimension.rows) for dimension in plan.dimensions}
    asked = {dimension.key: dimension.asked_as() for dimension in plan.dimensions}
    kinds = {question.key: questionnaire.questions[question.key].kind for question in plan.questions}
    tables: dict[Key, Counter[tuple[str, str]]] = {key: Counter() for key in _tables(plan)}
    bases: dict[Key, Counter[str]] = {key: Counter() for key in tables}
    by_question = [(q.key, [by for key, by in tables if key == q.key]) for q in plan.questions]
    people = 0
    for text in payloads:
        payload: Payload = json.loads(text)
        people += 1
        places = {None: COUNTY} | {by: rows[by].get(str(payload.get(asked[by])), REST) for by in rows}
        for question, dimensions in by_question:
            ticked = kinds[question].ticked(payload.get(question))
            if ticked:
                for by in dimensions:
                    row = places[by]
                    bases[question, by][row] += 1
                    cells = tables[question, by]
                    for option in ticked:
                        cells[row, option] += 1
    return Aggregate(people, {key: _counts(tables[key], bases[key]) for key in tables})


def _tables(plan: TablePlan) -> Iterator[Key]:
    for question in plan.questions:
        yield question.key, None
        yield from ((question.key, table.by) for table in question.tables)


def _row_of(rows: Sequence[Any]) -> dict[str, str]:
    return {option: row.key for row in rows for option in row.chosen_by()}


def _counts(cells: Counter[tuple[str, str]], bases: Counter[str]) -> dict[str, RowCount]:
    by_row: dict[str, dict[str, int]] = {row: {} for row in bases}
    for (row, option), number in cells.items():
        by_row[row][option] = number
    return {row: RowCount(bases[row], by_row[row]) for row in bases}
