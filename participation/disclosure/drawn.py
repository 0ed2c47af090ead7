"""A draft: what was drawn, already in the form in which it may be published. Holds no noisy and no true count."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

from participation.disclosure.canonical import canonical_json
from participation.disclosure.rounding import Share


@dataclass(frozen=True)
class DrawnCell:
    """The share of one option in a row."""

    option: str
    share: Share


@dataclass(frozen=True)
class DrawnRow:
    """A row: shown with shares, base in tens and error in percentage points, or hidden and without any of them."""

    key: str
    shown: bool
    base_rounded: int | None = None
    error_pp: int | None = None
    cells: tuple[DrawnCell, ...] = ()


@dataclass(frozen=True)
class DrawnTable:
    """A two-way table; ``b`` is the scale of its noise."""

    by: str
    b: Fraction
    rows: tuple[DrawnRow, ...]


@dataclass(frozen=True)
class DrawnQuestion:
    """All of a question. ``county_b``: scale of the county row where it was drawn by itself, None where combined."""

    key: str
    tables: tuple[DrawnTable, ...]
    county: DrawnRow
    county_b: Fraction | None


@dataclass(frozen=True)
class Participants:
    """One row of the box "Wer hat mitgemacht": share of participants, beside the share of inhabitants in per cent."""

    row: str
    share: Share
    population_pct: int | None


@dataclass(frozen=True)
class DrawnDimension:
    """The participants by one dimension; no rows where its question was not drawn or is hidden."""

    key: str
    rows: tuple[Participants, ...]


@dataclass(frozen=True)
class Drawn:
    """Everything drawn for a plan. ``n_rounded``: number of answers in tens, None where no numbers are published."""

    plan_sha256: str
    n_rounded: int | None
    questions: tuple[DrawnQuestion, ...]
    participation: tuple[DrawnDimension, ...]

    def dump(self) -> str:
        """Return the draft as JSON, to be kept until it is released or discarded."""
        return canonical_json(_plain(asdict(self))).decode("utf-8")

    @classmethod
    def load(cls, text: str) -> Drawn:
        """Return the draft that ``dump`` wrote. Raises KeyError, TypeError or ValueError for anything else."""
        data = json.loads(text)
        return cls(
            data["plan_sha256"],
            data["n_rounded"],
            tuple(_question(question) for question in data["questions"]),
            tuple(
                DrawnDimension(each["key"], tuple(_participants(row) for row in each["rows"]))
                for each in data["participation"]
            ),
        )


def scale_text(b: Fraction | None) -> str | None:
    """Return a scale as ``"3/1"``, None for None."""
    return None if b is None else f"{b.numerator}/{b.denominator}"


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return scale_text(value)
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    return value


def _question(data: dict[str, Any]) -> DrawnQuestion:
    tables = tuple(
        DrawnTable(table["by"], Fraction(table["b"]), tuple(_row(row) for row in table["rows"]))
        for table in data["tables"]
    )
    county_b = None if data["county_b"] is None else Fraction(data["county_b"])
    return DrawnQuestion(data["key"], tables, _row(data["county"]), county_b)


def _row(data: dict[str, Any]) -> DrawnRow:
    cells = tuple(DrawnCell(cell["option"], Share(**cell["share"])) for cell in data["cells"])
    return DrawnRow(data["key"], data["shown"], data["base_rounded"], data["error_pp"], cells)


def _participants(data: dict[str, Any]) -> Participants:
    return Participants(data["row"], Share(**data["share"]), data["population_pct"])
