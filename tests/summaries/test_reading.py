"""What pages show of a release is read from its bytes and from nothing else."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from participation.disclosure.document import Provenance
from participation.disclosure.release import Artefact, artefact, draw
from participation.summaries.reading import Difference, Reading, facts, read, workstream_questions
from tests.disclosure.county import seeded
from tests.summaries.county_source import PLAN, THEME, aggregate

WHERE_FROM = Provenance("abcdefghij", "sample", "klmnopqrst", date(2026, 6, 5), date(2026, 6, 26))


def frozen(n: int = 1500, title: dict[str, str] | None = None) -> Artefact:
    plan = replace(PLAN, title=title or PLAN.title)
    themes = [THEME, replace(THEME, key="fear", question="fears", workstreams=("verwaltung",))]
    return artefact(draw(plan, aggregate(n), seeded(n)), plan, WHERE_FROM, themes, None)


def document_of(release: Artefact) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(release.json)
    return document


def test_every_figure_of_the_county_stands_in_its_chart() -> None:
    release = frozen()
    document, view = document_of(release), read(release.json, "de")
    for question, shown in zip(document["questions"], view.questions, strict=True):
        assert shown.chart is not None
        cells = question["county"]["cells"]
        if question["kind"] == "multiple":
            cells = sorted(cells, key=lambda cell: -cell["share_pct"])
        assert [(bar.text, bar.percent, bar.bound) for bar in shown.chart.bars] == [
            (cell["text"]["de"], cell["share_pct"], cell["share_bound"]) for cell in cells
        ]
        assert shown.chart.error_pp == question["county"]["error_pp"]


def test_every_row_is_shown_or_named_as_hidden() -> None:
    release = frozen(650)
    document, view = document_of(release), read(release.json, "de")
    hidden = 0
    for question, shown in zip(document["questions"], view.questions, strict=True):
        for table, drawn in zip(question["tables"], shown.tables, strict=True):
            assert [row["text"]["de"] for row in table["rows"] if row["shown"]] == [row.text for row in drawn.rows]
            assert [row["text"]["de"] for row in table["rows"] if not row["shown"]] == list(drawn.hidden)
            hidden += len(drawn.hidden)
    assert hidden


def test_towns_come_first_among_participants() -> None:
    assert [key for key, _rows in read(frozen().json, "de").participation] == ["town", "age"]


def test_too_few_answers_show_nothing() -> None:
    view = read(frozen(30).json, "de")
    assert view.n_rounded is None
    assert view.error_pp is None
    assert view.participation == ()
    assert all(question.chart is None and not question.tables for question in view.questions)


def test_a_workstream_sees_its_questions_and_themes_only() -> None:
    release = frozen()
    life, office = read(release.json, "de", "leben"), read(release.json, "de", "verwaltung")
    assert [question.key for question in life.questions] == ["town", "age", "trust"]
    assert [question.key for question in office.questions] == ["trust", "uses"]
    assert [theme.question for theme in life.themes] == ["wishes"]
    assert [theme.question for theme in office.themes] == ["fears"]
    assert workstream_questions(release.json) == {
        "leben": ["town", "age", "trust", "wishes"],
        "verwaltung": ["trust", "uses", "fears"],
    }


def test_a_text_falls_back_to_german() -> None:
    release = frozen(60, {"de": "Leben im Kreis", "en": "Life in the county"})
    assert read(release.json, "en").title == "Life in the county"
    assert read(release.json, "tr").title == "Leben im Kreis"


def test_facts_of_a_release() -> None:
    release = frozen()
    known = facts(release.json)
    assert (known.n_rounded, known.period_from, known.period_to) == (1500, date(2026, 6, 5), date(2026, 6, 26))
    assert known.csv_sha256 == document_of(release)["csv_sha256"]


def with_rows(*shown: tuple[str, int, int, int]) -> Reading:
    """A reading with one table of two options; rows: name, share of the first option, base, error."""
    release = document_of(frozen())
    question = next(each for each in release["questions"] if each["key"] == "trust")
    question["tables"] = [
        {
            "by": "town",
            "b": "3/1",
            "rows": [
                {
                    "key": name,
                    "text": {"de": name},
                    "shown": True,
                    "base_rounded": base,
                    "error_pp": error,
                    "cells": [
                        {"option": "yes", "text": {"de": "ja"}, "share_pct": share, "share_bound": "exact"},
                        {"option": "no", "text": {"de": "nein"}, "share_pct": 50, "share_bound": "exact"},
                    ],
                }
                for name, share, base, error in shown
            ],
        }
    ]
    release["questions"] = [question]
    return read(json.dumps(release).encode(), "de")


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("Haan", 60, 1000, 2), ("Hilden", 30, 1000, 2)], Difference(True, "Haan", "Hilden")),
        ([("Haan", 60, 1000, 2), ("Hilden", 58, 1000, 2)], Difference(False)),
        ([("Haan", 60, 100, 2), ("Hilden", 45, 100, 2)], Difference(False)),
        ([("Haan", 60, 1000, 20), ("Hilden", 30, 1000, 20)], Difference(False)),
        (
            [("Haan", 60, 90, 9), ("Ratingen", 58, 2000, 2), ("Hilden", 44, 2000, 2)],
            Difference(True, "Ratingen", "Hilden"),
        ),
    ],
)
def test_a_difference_is_certain_only_beyond_noise_and_chance(
    rows: list[tuple[str, int, int, int]], expected: Difference
) -> None:
    (table,) = with_rows(*rows).questions[0].tables
    assert table.differences == (expected, Difference(False))


@pytest.mark.parametrize(
    ("shares", "base", "error", "certain"),
    [
        ((60, 40), 1500, 3, True),
        ((60, 54), 1500, 5, False),  # apart by less than the noise
        ((60, 40), 60, 3, False),  # apart by more than the noise, by less than chance in who took part
        ((42, 42), 1500, 1, False),
        ((40, 60), 1500, 3, True),
    ],
)
def test_the_most_frequent_answer_is_certain_only_beyond_noise_and_chance(
    shares: tuple[int, int], base: int, error: int, certain: bool
) -> None:
    document = document_of(frozen())
    county = document["questions"][0]["county"]
    county |= {"base_rounded": base, "error_pp": error, "cells": county["cells"][:2]}
    for cell, share in zip(county["cells"], shares, strict=True):
        cell["share_pct"] = share
    chart = read(json.dumps(document).encode(), "de").questions[0].chart
    assert chart is not None
    assert chart.lead_is_certain is certain


def test_one_row_alone_differs_from_nothing() -> None:
    (table,) = with_rows(("Haan", 60, 1000, 2)).questions[0].tables
    assert table.differences == ()
