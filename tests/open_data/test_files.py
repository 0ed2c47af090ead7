"""Everybody reads the same frozen bytes: files, pages, in every language, however often."""

import json
import re
from collections.abc import Iterator
from typing import Any

from flask import Flask

from participation.disclosure.canonical import sha256_hex
from tests.summaries.county_source import CountySource
from tests.summaries.steps import released
from tests.visiting import Visitor


def test_files_are_the_frozen_bytes(source: CountySource, visitor: Visitor) -> None:
    release = released(source)
    for _ in range(3):
        assert visitor.get(f"/daten/{release.public_id}.json").data == release.json_bytes
        assert visitor.get(f"/daten/{release.public_id}.csv").data == release.csv_bytes


def test_files_may_be_kept_for_ever_and_fetched_from_anywhere(source: CountySource, visitor: Visitor) -> None:
    release = released(source)
    for ending, kind in (("json", "application/json"), ("csv", "text/csv; charset=utf-8")):
        path = f"/daten/{release.public_id}.{ending}"
        answer = visitor.get(path)
        assert answer.headers["Content-Type"] == kind
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{release.public_id}.{ending}"'
        assert answer.headers["ETag"] == f'"{sha256_hex(answer.data)}"'
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "immutable" in answer.headers["Cache-Control"]
        assert "Set-Cookie" not in answer.headers
        again = visitor.client.get(path, headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
        assert visitor.client.head(path).status_code == 200
        assert visitor.client.post(path).status_code in (400, 405)


def test_what_is_not_there_is_not_found(visitor: Visitor) -> None:
    for path in ("/daten/nichtsdada", "/daten/nichtsdada.json", "/daten/nichtsdada.csv"):
        visitor.get(path, 404)


def shares(document: Any) -> Iterator[int]:
    """Every share that the release holds."""
    if isinstance(document, dict):
        if "share_pct" in document:
            yield document["share_pct"]
        for value in document.values():
            yield from shares(value)
    elif isinstance(document, list):
        for part in document:
            yield from shares(part)


def test_pages_show_the_figures_of_the_file_in_every_language(app: Flask, source: CountySource) -> None:
    release = released(source)
    published = set(shares(json.loads(release.json_bytes)))
    path = f"/daten/{release.public_id}"
    shown = {
        language: [int(number) for number in re.findall(r"(\d+) %", Visitor(app, language).visit(path).text)]
        for language in ("de", "en")
    }
    assert published <= set(shown["de"])
    assert shown["de"] == shown["en"]


def test_reading_changes_nothing(source: CountySource, visitor: Visitor, statements: list[str]) -> None:
    release = released(source)
    statements.clear()
    for path in ("/daten/", f"/daten/{release.public_id}", f"/daten/{release.public_id}.json", "/daten/pruefen"):
        assert "Set-Cookie" not in visitor.get(path).headers
    assert {statement.split()[0] for statement in statements} == {"SELECT"}
