"""Feeds are Atom as the standard has it, say the same as the mails, and are not sent twice."""

from datetime import timedelta
from xml.etree.ElementTree import Element, fromstring

import pytest
from flask import Flask

from participation.kit.atom import NAMESPACE
from tests import factories
from tests.conftest import MovableClock
from tests.following.steps import happened
from tests.visiting import Visitor

ATOM = f"{{{NAMESPACE}}}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def feed(app: Flask, path: str, language: str = "de") -> Element:
    """The parsed feed, held to RFC 4287, 4.1.1 and 4.1.2."""
    answer = Visitor(app, language).get(path)
    assert answer.mimetype == "application/atom+xml"
    root = fromstring(answer.data)  # noqa: S314  # our own file
    assert root.tag == f"{ATOM}feed"
    for element in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            (found,) = element.findall(ATOM + name)
            assert found.text
        assert str(element.findtext(f"{ATOM}id")).startswith("http://localhost:8000/")
        assert str(element.findtext(f"{ATOM}updated")).endswith("+00:00")
        (page,) = [link for link in element.findall(f"{ATOM}link") if link.get("rel") == "alternate"]
        assert page.get("href", "").startswith("http://localhost:8000/")
    (own,) = [link for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert own.get("href") == f"http://localhost:8000{path}"
    assert root.findtext(f"{ATOM}author/{ATOM}name")
    assert root.get(LANGUAGE) == language
    keys = [entry.findtext(f"{ATOM}id") for entry in root.iter(f"{ATOM}entry")]
    assert len(keys) == len(set(keys))
    return root


def titles(root: Element) -> list[str | None]:
    """The news, in order."""
    return [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")]


def test_a_field_has_a_feed_of_its_news(app: Flask, clock: MovableClock) -> None:
    workstream, other = factories.make_workstream(), factories.make_workstream()
    happened("workstream", workstream.public_id, "one", "Erstens & <b>zuerst</b>")
    clock.move(timedelta(hours=1))
    happened("workstream", workstream.public_id, "two", "Zweitens\x00")
    happened("workstream", other.public_id, "three", "Woanders")
    root = feed(app, f"/handlungsfelder/{workstream.slug}/feed.atom")
    assert titles(root) == ["Zweitens", "Erstens & <b>zuerst</b>"]
    assert root.findtext(f"{ATOM}updated") == "2026-06-26T09:00:00+00:00"
    assert str(root.findtext(f"{ATOM}title")).startswith(workstream.title["de"])


def test_a_survey_has_a_feed_of_its_result(app: Flask) -> None:
    survey = factories.make_open_survey()
    assert titles(feed(app, f"/umfragen/{survey.slug}/feed.atom")) == []
    happened("survey", survey.public_id, "release", "Ergebnis veröffentlicht")
    root = feed(app, f"/umfragen/{survey.slug}/feed.atom", "en")
    assert titles(root) == ["Ergebnis veröffentlicht"]


def test_one_feed_has_everything_once(app: Flask) -> None:
    first, second = factories.make_workstream(), factories.make_workstream()
    for workstream in (first, second):
        happened("workstream", workstream.public_id, "release x", "Ein Ergebnis")
    happened("workstream", second.public_id, "measure y", "Eine Maßnahme")
    happened("workstream", "aaaaaaaaaa", "gone", "Was nicht mehr öffentlich ist")
    assert titles(feed(app, "/feed.atom")) == ["Eine Maßnahme", "Ein Ergebnis"]


def test_an_unchanged_feed_is_not_sent_again(app: Flask) -> None:
    path = f"/handlungsfelder/{factories.make_workstream().slug}/feed.atom"
    etag = Visitor(app).get(path).headers["ETag"]
    again = app.test_client().get(path, headers={"Accept-Language": "de", "If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("path", ["/handlungsfelder/nichts/feed.atom", "/umfragen/nichts/feed.atom"])
def test_what_is_not_there_has_no_feed(app: Flask, path: str) -> None:
    Visitor(app).visit(path, 404)


def test_pages_name_their_feed(app: Flask) -> None:
    workstream, survey = factories.make_workstream(), factories.make_open_survey()
    for page, expected in (
        ("/", "/feed.atom"),
        (f"/handlungsfelder/{workstream.slug}/", f"/handlungsfelder/{workstream.slug}/feed.atom"),
        (f"/umfragen/{survey.slug}/ergebnis", f"/umfragen/{survey.slug}/feed.atom"),
    ):
        links = Visitor(app).visit(page).root.iter("link")
        assert [link.get("href") for link in links if link.get("type") == "application/atom+xml"] == [expected]


def test_the_feed_of_everything_takes_constant_queries(app: Flask, statements: list[str]) -> None:
    def with_news(number: int) -> int:
        for one in range(number):
            workstream = factories.make_workstream()
            happened("workstream", workstream.public_id, f"{workstream.public_id} {one}")
        statements.clear()
        Visitor(app).get("/feed.atom")
        return len(statements)

    few = with_news(2)
    assert with_news(30) == few
