"""The automatic checks: an honest draft passes, every tampering is found by the check that looks for it."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from participation.disclosure.release import draw
from participation.summaries.checks import CHECKS, report
from participation.summaries.words import CHECKS as SENTENCES
from tests.disclosure.county import seeded
from tests.summaries.county_source import PLAN, aggregate

Content = dict[str, Any]
Tamper = Callable[[Content], object]


def content_of(n: int, seed: int = 1) -> Content:
    found: Content = json.loads(draw(PLAN, aggregate(n), seeded(seed)).dump())
    return found


def found_in(content: Content) -> set[str]:
    return {check.key for check in report(content, PLAN) if not check.passed}


@pytest.mark.parametrize("n", [0, 49, 50, 120, 299, 300, 650, 999, 1000, 1500])
@pytest.mark.parametrize("seed", range(3))
def test_an_honest_draft_passes(n: int, seed: int) -> None:
    assert found_in(content_of(n, seed)) == set()


def rows(content: Content, shown: bool) -> list[dict[str, Any]]:
    return [
        row
        for question in content["questions"]
        for row in (question["county"], *(row for table in question["tables"] for row in table["rows"]))
        if row["shown"] is shown
    ]


def table(content: Content) -> dict[str, Any]:
    found: dict[str, Any] = next(table for question in content["questions"] for table in question["tables"])
    return found


def shown_cell(content: Content) -> dict[str, Any]:
    cell: dict[str, Any] = rows(content, True)[0]["cells"][0]
    return cell


def hide_a_row(content: Content) -> dict[str, Any]:
    row = table(content)["rows"][0]
    row.update({"shown": False, "base_rounded": None, "error_pp": None, "cells": []})
    return dict(row)


TAMPERINGS: dict[str, tuple[str, Tamper]] = {
    "a true count beside the draft": ("form", lambda c: c.update({"n": 1499})),
    "a true count inside a row": ("form", lambda c: rows(c, True)[0].update({"base": 1499})),
    "a seed": ("form", lambda c: c["questions"][0].update({"seed": 7})),
    "another plan": ("plan", lambda c: c.update({"plan_sha256": "0" * 64})),
    "a question too few": ("plan", lambda c: c["questions"].pop()),
    "a table twice": ("plan", lambda c: c["questions"][2]["tables"].append(table(c))),
    "an unplanned table": ("plan", lambda c: c["questions"][0]["tables"].append(copy.deepcopy(table(c)))),
    "a row too few": ("plan", lambda c: table(c)["rows"].pop()),
    "an unknown row": ("plan", lambda c: table(c)["rows"][0].update({"key": "elsewhere"})),
    "the rest row": ("hidden", lambda c: table(c)["rows"][0].update({"key": ""})),
    "a hidden row with its base": ("hidden", lambda c: (hide_a_row(c), table(c)["rows"][0].update(base_rounded=20))),
    "a hidden row with shares": ("hidden", lambda c: rows(c, True)[0].update({"shown": False})),
    "participants of a hidden question": ("hidden", lambda c: c["questions"][0]["county"].update(shown=False)),
    "figures where none are allowed": ("hidden", lambda c: c.update({"n_rounded": None})),
    "a row that is too small": ("bases", lambda c: table(c)["rows"][0].update({"base_rounded": 10})),
    "a county that is too small": ("bases", lambda c: c["questions"][0]["county"].update({"base_rounded": 0})),
    "a share with a fraction": ("shares", lambda c: shown_cell(c)["share"].update({"pct": 12.5})),
    "a share as text": ("shares", lambda c: shown_cell(c)["share"].update({"pct": "12"})),
    "an exact small share": ("shares", lambda c: shown_cell(c)["share"].update({"pct": 3, "bound": "exact"})),
    "an exact large share": ("shares", lambda c: shown_cell(c)["share"].update({"pct": 97, "bound": "exact"})),
    "an open end elsewhere": ("shares", lambda c: shown_cell(c)["share"].update({"pct": 4, "bound": "below"})),
    "an unknown bound": ("shares", lambda c: shown_cell(c)["share"].update({"bound": "about"})),
    "an answer left out": ("shares", lambda c: rows(c, True)[0]["cells"].pop()),
    "an exact base": ("rounding", lambda c: rows(c, True)[0].update({"base_rounded": 1503})),
    "an exact number of people": ("rounding", lambda c: c.update({"n_rounded": 1499})),
    "an error of nothing": ("rounding", lambda c: rows(c, True)[0].update({"error_pp": 0})),
    "overlapping rows": ("groups", lambda c: table(c)["rows"][0].update({"key": "north"})),
    "too little noise": ("epsilon", lambda c: table(c).update({"b": "1/1"})),
    "no noise": ("epsilon", lambda c: c["questions"][0].update({"county_b": "0/1"})),
    "figures without noise": ("epsilon", lambda c: c["questions"][0].update({"county_b": None})),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_every_tampering_is_found(name: str) -> None:
    check, tamper = TAMPERINGS[name]
    content = content_of(1500)
    tamper(content)
    assert check in found_in(content)


@pytest.mark.parametrize(
    "content", [{}, {"questions": 3}, {"plan_sha256": "", "n_rounded": 10, "questions": [{}], "participation": []}]
)
def test_what_is_no_draft_is_found(content: Content) -> None:
    assert "form" in found_in(content)


def test_every_check_has_its_sentence() -> None:
    assert set(SENTENCES) == {"form", *CHECKS}
