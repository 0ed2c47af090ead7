"""From answers to the tables of a plan. The only code that reads individual answers; what it returns are counts."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from participation.disclosure.counts import Aggregate, RowCount
from participation.disclosure.plan import COUNTY, REST, TablePlan
from surveys.questionnaire import Kind, Questionnaire

Payload = Mapping[str, Any]
Key = tuple[str, str | None]
Given = str | int | tuple[str, ...] | None
PART = 2_000


def aggregate(plan: TablePlan, questionnaire: Questionnaire, payloads: Iterable[str]) -> Aggregate:
    """Counts every table of the plan. ``payloads``: closed answers as canonical JSON.

    Everybody who answered a question is in one row of each of its tables: without an answer to the dimension's
    question, in the rest row. Constant memory: what is kept are the counts of each different answer in each row.
    """
    row_of = {dimension.key: _row_of(dimension.rows) for dimension in plan.dimensions}
    asked = {dimension.key: dimension.asked_as() for dimension in plan.dimensions}
    seen: dict[Key, Counter[tuple[str, Given]]] = {key: Counter() for key in _tables(plan)}
    people = 0
    for sheets in _in_parts(payloads):
        people += len(sheets)
        rows: dict[str | None, Sequence[str]] = {None: [COUNTY] * len(sheets)}
        for dimension, row in row_of.items():
            rows[dimension] = [row.get(str(sheet.get(asked[dimension])), REST) for sheet in sheets]
        for question in plan.questions:
            answers = [_hashable(sheet.get(question.key)) for sheet in sheets]
            for by in (None, *(table.by for table in question.tables)):
                seen[question.key, by].update(zip(rows[by], answers, strict=True))
    kinds = {question.key: questionnaire.questions[question.key].kind for question in plan.questions}
    return Aggregate(people, {key: _counts(kinds[key[0]], seen[key]) for key in seen})


def _in_parts(payloads: Iterable[str]) -> Iterator[list[Payload]]:
    """The answers, so many at a time; read as one list they share their keys and the reader is called once."""
    rest = iter(payloads)
    while part := list(islice(rest, PART)):
        yield json.loads(f"[{','.join(part)}]")


def _hashable(answer: Any) -> Given:
    return tuple(answer) if isinstance(answer, list) else answer


def _tables(plan: TablePlan) -> Iterator[Key]:
    for question in plan.questions:
        yield question.key, None
        yield from ((question.key, table.by) for table in question.tables)


def _row_of(rows: Sequence[Any]) -> dict[str, str]:
    return {option: row.key for row in rows for option in row.chosen_by()}


def _counts(kind: Kind, seen: Counter[tuple[str, Given]]) -> dict[str, RowCount]:
    bases: Counter[str] = Counter()
    cells: dict[str, Counter[str]] = {}
    for (row, given), number in seen.items():
        ticked = kind.ticked(list(given) if isinstance(given, tuple) else given)
        if ticked:
            bases[row] += number
            cells.setdefault(row, Counter()).update(dict.fromkeys(ticked, number))
    return {row: RowCount(base, dict(cells[row])) for row, base in bases.items()}
