"""The JSON document and the CSV table of a release."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from participation.disclosure.drawn import Drawn, DrawnQuestion, DrawnRow, DrawnTable, scale_text
from participation.disclosure.plan import COUNTY, Problem, QuestionPlan, TablePlan, Texts
from participation.disclosure.rounding import Share

FORMAT = "participation-release"
FORMAT_VERSION = 1
METHOD_VERSION = 1
EPSILON_PER_QUESTION = 1
BANDS = ("rare", "several", "often")
LONGEST_KEY = 24
COLUMNS = (
    "question", "table", "row", "option", "share_pct", "share_bound", "base_rounded", "shown", "error_pp", "b",
)  # fmt: skip


@dataclass(frozen=True)
class Provenance:
    """Where a release comes from: its public id, what it summarises, the days between which people took part."""

    id: str
    subject_kind: str
    subject_public_id: str
    period_from: date
    period_to: date


@dataclass(frozen=True)
class Theme:
    """What several free texts say, in a person's own words, and how often in words: one of ``BANDS``.

    ``key``: names the theme within its release, at most 24 characters; what refers to a release may refer to it.
    ``workstreams``: slugs of those that the question speaks to; questions of free text stand in no table plan.
    """

    key: str
    question: str
    title: Texts
    paraphrase: Texts
    band: str
    workstreams: tuple[str, ...] = ()


def theme_problems(themes: Sequence[Theme]) -> list[Problem]:
    """Return the themes whose band is no word of the three (a number would be a true count) or whose key names none."""
    problems, seen = [], set[str]()
    for place, theme in enumerate(themes):
        if theme.band not in BANDS:
            problems.append(Problem(f"themes.{place}.band", f"unknown band {theme.band!r}"))
        if theme.key in seen or not 0 < len(theme.key) <= LONGEST_KEY:
            problems.append(Problem(f"themes.{place}.key", f"no key of its own: {theme.key!r}"))
        seen.add(theme.key)
    return problems


def release_document(
    drawn: Drawn,
    plan: TablePlan,
    provenance: Provenance,
    themes: Sequence[Theme],
    *,
    previous_sha256: str | None,
    csv_sha256: str,
) -> dict[str, Any]:
    """Return the release as plain values; questions, rows and options stand in the order of the plan."""
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "id": provenance.id,
        "subject": {
            "kind": provenance.subject_kind,
            "public_id": provenance.subject_public_id,
            "title": dict(plan.title),
        },
        "previous": previous_sha256,
        "plan_sha256": drawn.plan_sha256,
        "csv_sha256": csv_sha256,
        "method": {"version": METHOD_VERSION, "epsilon_per_question": EPSILON_PER_QUESTION},
        "period": {"from": provenance.period_from.isoformat(), "to": provenance.period_to.isoformat()},
        "n_rounded": drawn.n_rounded,
        "questions": [_question(question, plan) for question in drawn.questions],
        "themes": [
            {
                "key": theme.key,
                "question": theme.question,
                "title": dict(theme.title),
                "paraphrase": dict(theme.paraphrase),
                "band": theme.band,
                "workstreams": list(theme.workstreams),
            }
            for theme in themes
        ],
        "participation": _participation(drawn, plan),
    }


def release_csv(drawn: Drawn, plan: TablePlan) -> bytes:
    """Return one line per question, table, row and option, UTF-8. A hidden row has lines without any number."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for question in drawn.questions:
        options = [option.key for option in plan.question(question.key).options]
        for table in question.tables:
            for row in table.rows:
                writer.writerows(_lines((question.key, table.by), row, options, scale_text(table.b)))
        writer.writerows(_lines((question.key, COUNTY), question.county, options, scale_text(question.county_b)))
    return text.getvalue().encode("utf-8")


def _lines(
    place: tuple[str, str], row: DrawnRow, options: Sequence[str], b: str | None
) -> Iterator[tuple[object, ...]]:
    shares = {cell.option: cell.share for cell in row.cells}
    for option in options:
        share = shares.get(option)
        pct, bound = (share.pct, share.bound) if share else ("", "")
        base, error = (row.base_rounded, row.error_pp) if row.shown else ("", "")
        yield (*place, row.key, option, pct, bound, base, "true" if row.shown else "false", error, b or "")


def _question(question: DrawnQuestion, plan: TablePlan) -> dict[str, Any]:
    planned = plan.question(question.key)
    return {
        "key": question.key,
        "text": dict(planned.text),
        "kind": planned.kind,
        "workstreams": list(planned.workstreams),
        "tables": [_table(table, planned, plan) for table in question.tables],
        "county": {"b": scale_text(question.county_b), **_numbers(question.county, planned)},
    }


def _table(table: DrawnTable, planned: QuestionPlan, plan: TablePlan) -> dict[str, Any]:
    dimension = plan.dimension(table.by)
    rows = [{"key": row.key, "text": dict(dimension.text_of(row.key)), **_numbers(row, planned)} for row in table.rows]
    return {"by": table.by, "b": scale_text(table.b), "rows": rows}


def _numbers(row: DrawnRow, planned: QuestionPlan) -> dict[str, Any]:
    texts: Mapping[str, Texts] = {option.key: option.text for option in planned.options}
    cells = [{"option": cell.option, "text": dict(texts[cell.option]), **_share(cell.share)} for cell in row.cells]
    return {"shown": row.shown, "base_rounded": row.base_rounded, "error_pp": row.error_pp, "cells": cells}


def _share(share: Share) -> dict[str, Any]:
    return {"share_pct": share.pct, "share_bound": share.bound}


def _participation(drawn: Drawn, plan: TablePlan) -> dict[str, Any]:
    return {
        each.key: [
            {
                "key": row.row,
                "text": dict(plan.dimension(each.key).text_of(row.row)),
                **_share(row.share),
                "population_pct": row.population_pct,
            }
            for row in each.rows
        ]
        for each in drawn.participation
    }
