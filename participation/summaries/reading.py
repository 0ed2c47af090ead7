"""A release as pages show it: read from the frozen bytes and from nothing else. Pure."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import permutations
from typing import Any

from participation.disclosure.utility import difference_is_sure
from participation.kit.charts import BarChart, Share, bar_chart
from participation.languages import pick

DIMENSIONS = ("town", "age", "gender")


@dataclass(frozen=True)
class RowReading:
    """A shown row of a table; ``shares`` in the order of the table's options."""

    text: str
    shares: tuple[Share, ...]
    base_rounded: int
    error_pp: int


@dataclass(frozen=True)
class Difference:
    """Whether any two rows surely differ in an option, and if so the two furthest apart."""

    sure: bool
    higher: str = ""
    lower: str = ""


@dataclass(frozen=True)
class TableReading:
    """A question by a dimension (key ``by``); ``differences`` one per option, none with fewer than two shown rows."""

    by: str
    options: tuple[str, ...]
    rows: tuple[RowReading, ...]
    hidden: tuple[str, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True)
class QuestionReading:
    """A question: the county as a chart (None where too few answered) and its two-way tables."""

    key: str
    text: str
    workstreams: tuple[str, ...]
    chart: BarChart | None
    tables: tuple[TableReading, ...]


@dataclass(frozen=True)
class ThemeReading:
    """What several free texts say; ``band``: rare, several or often."""

    key: str
    question: str
    title: str
    paraphrase: str
    band: str


@dataclass(frozen=True)
class Participants:
    """One row of "Wer hat mitgemacht": shares in per cent, of participants and of inhabitants."""

    text: str
    share_pct: int
    share_bound: str
    population_pct: int | None


@dataclass(frozen=True)
class Reading:
    """A release in one language, whole or as far as it speaks to a workstream."""

    id: str
    title: str
    period_from: date
    period_to: date
    n_rounded: int | None
    error_pp: int | None
    questions: tuple[QuestionReading, ...]
    themes: tuple[ThemeReading, ...]
    participation: tuple[tuple[str, tuple[Participants, ...]], ...]


@dataclass(frozen=True)
class GroupReading:
    """What one group, such as a town's people, answered to a question, and what the whole county did."""

    key: str
    chart: BarChart
    county: BarChart | None


@dataclass(frozen=True)
class Facts:
    """What a list says about a release."""

    n_rounded: int | None
    period_from: date
    period_to: date
    csv_sha256: str


@lru_cache(maxsize=128)
def read(json_bytes: bytes, language: str, workstream: str | None = None) -> Reading:
    """The release for a page. ``workstream``: key of the only one whose questions and themes are wanted.

    The bytes never change, so neither does what is read from them.
    """
    document = json.loads(json_bytes)
    questions = [each for each in document["questions"] if workstream in (None, *each["workstreams"])]
    errors = [row["error_pp"] for question in questions for row in _rows(question) if row["error_pp"] is not None]
    return Reading(
        document["id"],
        pick(document["subject"]["title"], language),
        date.fromisoformat(document["period"]["from"]),
        date.fromisoformat(document["period"]["to"]),
        document["n_rounded"],
        max(errors, default=None),
        tuple(_question(question, language) for question in questions),
        tuple(_themes(document["themes"], questions, language, workstream)),
        tuple(
            (key, tuple(_participants(row, language) for row in rows))
            for key, rows in sorted(document["participation"].items(), key=_place)
            if rows
        ),
    )


@lru_cache(maxsize=512)
def read_group(json_bytes: bytes, language: str, dimension: str, group: str) -> tuple[GroupReading, ...]:
    """The questions whose tables by that dimension show the group; a hidden row is left out."""
    rows = [
        (question, row)
        for question in json.loads(json_bytes)["questions"]
        for table in question["tables"]
        for row in table["rows"]
        if (table["by"], row["key"]) == (dimension, group)
    ]
    return tuple(
        GroupReading(question["key"], chart, _chart(question, question["county"], language))
        for question, row in rows
        if (chart := _chart(question, row, language)) is not None
    )


@lru_cache(maxsize=1024)
def facts(json_bytes: bytes) -> Facts:
    """What lists say about the release."""
    document = json.loads(json_bytes)
    period = document["period"]
    return Facts(
        document["n_rounded"],
        date.fromisoformat(period["from"]),
        date.fromisoformat(period["to"]),
        document["csv_sha256"],
    )


def workstream_questions(json_bytes: bytes) -> dict[str, list[str]]:
    """Key of each workstream that the release speaks to, with the keys of the questions (themes' ones included)."""
    document = json.loads(json_bytes)
    found: dict[str, list[str]] = {}
    pairs = [(each["workstreams"], each["key"]) for each in document["questions"]]
    pairs += [(each["workstreams"], each["question"]) for each in document["themes"]]
    for slugs, key in pairs:
        for slug in slugs:
            keys = found.setdefault(slug, [])
            if key not in keys:
                keys.append(key)
    return found


def _place(dimension: tuple[str, object]) -> tuple[int, str]:
    # Canonical JSON sorts by key; people look for their town first.
    key, _rows_of_it = dimension
    return (DIMENSIONS.index(key) if key in DIMENSIONS else len(DIMENSIONS), key)


def _rows(question: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [question["county"], *(row for table in question["tables"] for row in table["rows"])]


def _question(question: dict[str, Any], language: str) -> QuestionReading:
    text, chart = pick(question["text"], language), _chart(question, question["county"], language)
    tables = tuple(_table(table, language) for table in question["tables"])
    return QuestionReading(question["key"], text, tuple(question["workstreams"]), chart, tables)


def _chart(question: Mapping[str, Any], row: Mapping[str, Any], language: str) -> BarChart | None:
    if not row["shown"]:
        return None
    return bar_chart(
        pick(question["text"], language),
        _charted(question["kind"], _shares(row, language)),
        base_rounded=row["base_rounded"],
        error_pp=row["error_pp"],
        lead_is_certain=_lead_is_certain(row),
    )


def _charted(kind: str, shares: list[Share]) -> list[Share]:
    """Several choices by frequency; one choice as it was asked, because its answers often have an order."""
    return sorted(shares, key=lambda share: -share.percent) if kind == "multiple" else shares


def _lead_is_certain(row: Mapping[str, Any]) -> bool:
    """Whether the most frequent answer surely is it: as two rows are compared, which is never laxer for two answers."""
    error, base = row["error_pp"], row["base_rounded"]
    first, *others = sorted((cell["share_pct"] for cell in row["cells"]), reverse=True)
    return not others or difference_is_sure(first, error, base, others[0], error, base)


def _table(table: dict[str, Any], language: str) -> TableReading:
    shown = tuple(
        RowReading(
            pick(row["text"], language), tuple(_shares(row, language)), int(row["base_rounded"]), int(row["error_pp"])
        )
        for row in table["rows"]
        if row["shown"]
    )
    hidden = tuple(pick(row["text"], language) for row in table["rows"] if not row["shown"])
    options = tuple(share.text for share in shown[0].shares) if shown else ()
    differences = tuple(_difference(shown, place) for place in range(len(options))) if len(shown) > 1 else ()
    return TableReading(table["by"], options, shown, hidden, differences)


def _difference(rows: Sequence[RowReading], place: int) -> Difference:
    sure = [
        (high.shares[place].percent - low.shares[place].percent, high.text, low.text)
        for high, low in permutations(rows, 2)
        if high.shares[place].percent > low.shares[place].percent and _differ(high, low, place)
    ]
    if not sure:
        return Difference(False)
    _gap, higher, lower = max(sure)
    return Difference(True, higher, lower)


def _differ(one: RowReading, other: RowReading, place: int) -> bool:
    return difference_is_sure(
        one.shares[place].percent,
        one.error_pp,
        one.base_rounded,
        other.shares[place].percent,
        other.error_pp,
        other.base_rounded,
    )


def _shares(row: Mapping[str, Any], language: str) -> list[Share]:
    return [Share(pick(cell["text"], language), cell["share_pct"], cell["share_bound"]) for cell in row["cells"]]


def _themes(
    themes: Sequence[dict[str, Any]], questions: Sequence[dict[str, Any]], language: str, workstream: str | None
) -> list[ThemeReading]:
    keys = {question["key"] for question in questions}
    return [
        ThemeReading(
            theme["key"],
            theme["question"],
            pick(theme["title"], language),
            pick(theme["paraphrase"], language),
            theme["band"],
        )
        for theme in themes
        if workstream in (None, *theme["workstreams"]) or theme["question"] in keys
    ]


def _participants(row: dict[str, Any], language: str) -> Participants:
    return Participants(pick(row["text"], language), row["share_pct"], row["share_bound"], row["population_pct"])
