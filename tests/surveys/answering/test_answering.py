"""The respondent's pages from the first to the receipt, in each language, and what they say to forms that are wrong."""

from datetime import date, timedelta
from typing import Any
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from werkzeug.test import TestResponse

from participation.clock import now
from participation.extensions import db
from surveys import actions
from surveys.answering.attempts import issue
from surveys.answering.state import state
from surveys.answering.trial import trial_path
from surveys.models import Answer, FreeText, LedgerEntry, Poster, Survey
from surveys.rules import GRACE
from tests.conftest import MovableClock
from tests.surveys.questionnaire.examples import example
from tests.surveys.steps import (
    answered,
    attempt_in,
    begun,
    closed,
    imported,
    kept,
    moved,
    opened,
    path_of,
    sent,
    settled,
    sheet,
    telling,
)
from tests.visiting import Page, Visitor

FORM = "application/x-www-form-urlencoded"
NOTHING_KEPT = (0, 0)
ENGLISH = {"sprache": "en"}


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Somebody who reads English, in which no translation can be missing."""
    return Visitor(app, "en")


def traces(app: Flask) -> tuple[int, int]:
    """How much stands in the tables of answers and in the spool."""
    tables = sum(len(db.session.scalars(select(model)).all()) for model in (Answer, FreeText, LedgerEntry))
    spool = app.extensions["settings"].spool_dir
    return tables, sum(1 for path in spool.rglob("*") if path.is_file())


def poster(survey: Survey, code: str = "markt1", language: str | None = None) -> Poster:
    made = actions.create_poster(survey, "Wochenmarkt", language, None, now(), code)
    kept(survey)
    return made


def named(page: Page, name: str) -> list[Element]:
    """The fields of that name."""
    return [field for field in page.root.iter() if field.get("name") == name]


def ticked(page: Page, name: str) -> list[str | None]:
    """The values of that name that are chosen."""
    return [field.get("value") for field in named(page, name) if field.get("checked") is not None]


def receipt_of(page: Page) -> str:
    return page.response.headers["X-Participation-Receipt"]


# To the end, without JavaScript


def test_from_the_first_page_to_the_receipt(app: Flask, visitor: Visitor) -> None:
    survey = opened(example())
    first = visitor.visit(path_of(survey))
    assert first.h1 == "Digitaltag (en)"
    assert "Step 1 of" in first.text
    second = first.submit({"q.town": "herten", "q.age": "old"}, button="Next")
    assert second.h1 == "habits (en)"
    third = second.submit({"q.uses": ["bike", "car"], "q.trust": "2"}, button="Next")
    assert third.h1 == "words (en)"
    back = third.submit({"q.idea": "Mehr Bänke"}, button="Back")
    assert ticked(back, "q.uses") == ["bike", "car"]
    third = back.submit(button="Next")
    assert "Mehr Bänke" in third.text, "what was written further on is still there"
    thanks = third.submit({"q.why": "other", "q.why.other": "Weil es geht"}, button="Send answers")
    assert receipt_of(thanks) in thanks.text
    assert "Danke (en)" in thanks.text
    assert thanks.links["Fill in anew"] == path_of(survey)
    settled(survey)
    assert db.session.scalars(select(Answer.payload)).all() == [
        '{"age":"old","town":"herten","trust":2,"uses":["bike","car"],"why":"other"}'
    ]
    texts = [(one.question, one.town, one.text) for one in db.session.scalars(select(FreeText))]
    assert sorted(texts) == [("idea", "herten", "Mehr Bänke"), ("why", "herten", "Weil es geht")]


def test_answers_off_the_path_are_dropped(app: Flask, visitor: Visitor) -> None:
    survey = opened(example())
    second = visitor.visit(path_of(survey)).submit({"q.age": "old"}, button="Next")
    third = second.submit({"q.uses": "car", "q.trust": "1"}, button="Next")
    first = third.submit({"q.idea": "geheim"}, button="Back").submit(button="Back")
    words = first.submit({"q.age": "young"}, button="Next")
    assert words.h1 == "words (en)"
    words.submit(button="Send answers")
    settled(survey)
    assert db.session.scalars(select(Answer.payload)).all() == ['{"age":"young"}']
    assert db.session.scalars(select(FreeText)).all() == []


def test_errors_stand_beside_their_fields(app: Flask, visitor: Visitor) -> None:
    survey = opened(example())
    page = visitor.visit(path_of(survey)).submit(button="Next", status=422)
    assert page.h1 == "Digitaltag (en)"
    assert page.root.find(".//*[@id='q.age-error']") is not None
    assert page.root.find(".//*[@id='q.town-error']") is None
    assert page.links["Please answer this question."] == "#q.age"
    second = page.submit({"q.age": "old"}, button="Next")
    wrong = second.submit({"q.uses": ["bus", "bike", "car"], "q.trust": "2"}, button="Next", status=422)
    assert wrong.root.find(".//*[@id='q.uses-error']") is not None
    assert ticked(wrong, "q.trust") == ["2"]
    assert traces(app) == NOTHING_KEPT


# Languages


def test_the_language_is_the_browsers_then_the_posters_then_the_chosen_one(app: Flask) -> None:
    survey = opened(example())
    poster(survey, "engl01", "en")
    poster(survey, "egal01")
    german, english = Visitor(app, "de"), Visitor(app, "en-GB,en;q=0.9")
    languages = {
        (who, path): person.visit(path).root.get("lang")
        for who, person in (("de", german), ("en", english))
        for path in ("/u/egal01", "/u/engl01", "/u/engl01?sprache=de", "/u/egal01?sprache=en", "/u/egal01?sprache=xx")
    }
    assert languages == {
        ("de", "/u/egal01"): "de",
        ("de", "/u/engl01"): "en",
        ("de", "/u/engl01?sprache=de"): "de",
        ("de", "/u/egal01?sprache=en"): "en",
        ("de", "/u/egal01?sprache=xx"): "de",
        ("en", "/u/egal01"): "en",
        ("en", "/u/engl01"): "en",
        ("en", "/u/engl01?sprache=de"): "de",
        ("en", "/u/egal01?sprache=en"): "en",
        ("en", "/u/egal01?sprache=xx"): "en",
    }


def test_switching_the_language_keeps_answers(app: Flask) -> None:
    survey = opened(example())
    first = Visitor(app, "de").visit(path_of(survey))
    second = first.submit({"q.age": "old", "q.town": "marl"}, button="Weiter")
    assert second.h1 == "habits"
    english = second.submit({"q.uses": "other", "q.uses.other": "Roller"}, button="English")
    assert english.root.get("lang") == "en"
    assert english.h1 == "habits (en)"
    assert [field.get("value") for field in named(english, "q.uses.other")] == ["Roller"]
    assert [field.get("value") for field in named(english, "q.town")] == ["marl"]
    assert english.submit(button="Next").root.get("lang") == "en"


# Attempts


def test_a_repeat_has_the_same_receipt_and_counts_once(app: Flask) -> None:
    survey, client = opened(), app.test_client()
    attempt = begun(client, path_of(survey))
    replies = [sent(client, path_of(survey), attempt, sheet(1)) for _ in range(3)]
    assert {reply.status_code for reply in replies} == {200}
    assert len({reply.headers["X-Participation-Receipt"] for reply in replies}) == 1
    assert len({reply.data for reply in replies}) == 1
    other = sent(client, path_of(survey), begun(client, path_of(survey)), sheet(1))
    assert other.headers["X-Participation-Receipt"] != replies[0].headers["X-Participation-Receipt"]
    settled(survey)
    assert len(db.session.scalars(select(Answer)).all()) == 2


def test_a_repeat_after_the_move_counts_once(app: Flask) -> None:
    survey, client = opened(), app.test_client()
    attempts = [answered(client, path_of(survey), sheet(number)) for number in range(20)]
    assert moved() == 20
    replies = [sent(client, path_of(survey), attempt, sheet(7)) for attempt in attempts]
    assert {reply.status_code for reply in replies} == {200}
    assert moved() == 0
    assert len(db.session.scalars(select(Answer)).all()) == 20


def test_the_first_of_two_different_sheets_of_one_attempt_or_the_other_counts(app: Flask) -> None:
    survey, client = opened(), app.test_client()
    attempt = begun(client, path_of(survey))
    for number in (1, 2):
        assert sent(client, path_of(survey), attempt, sheet(number)).status_code == 200
    settled(survey)
    assert len(db.session.scalars(select(Answer)).all()) == 1


def forged(app: Flask, survey: Survey) -> dict[str, str]:
    """Attempts that were not handed out for this survey, by what is wrong with them."""
    good = begun(app.test_client(), path_of(survey))
    other = opened(telling("andere"))
    key = state().attempt_key
    return {
        "missing": "",
        "made up": "A" * 48,
        "changed": ("B" if good[0] != "B" else "C") + good[1:],
        "longer": good + "A",
        "another survey's": begun(app.test_client(), path_of(other)),
        "another key's": issue(bytes(32), survey.public_id, 1, False, bytes(16)),
        "another version's": issue(key, survey.public_id, 2, False, bytes(16)),
        "not ASCII": "ä" * 48,
        "not text": "\x00" * 48,
    }


def test_wrong_attempts_are_refused(app: Flask, visitor: Visitor) -> None:
    survey = opened()
    for what, attempt in forged(app, survey).items():
        response = sent(app.test_client(), path_of(survey), attempt, {**sheet(1), **ENGLISH})
        assert response.status_code == 400, what
        assert "nothing was stored" in response.text, what
    rehearsal = issue(state().attempt_key, survey.public_id, 1, True, bytes(16))
    assert sent(app.test_client(), path_of(survey), rehearsal, sheet(1)).status_code == 410
    assert traces(app) == NOTHING_KEPT


# Grace and rehearsal


def test_a_form_begun_before_closing_is_taken_for_a_day(app: Flask, clock: MovableClock) -> None:
    survey, client = opened(), app.test_client()
    attempts = [begun(client, path_of(survey)) for _ in range(3)]
    closed(survey)
    assert 'name="attempt"' not in client.get(path_of(survey)).text, "no new form is handed out"
    assert sent(client, path_of(survey), attempts[0], sheet(0)).status_code == 200
    clock.move(GRACE - timedelta(seconds=1))
    assert sent(client, path_of(survey), attempts[1], sheet(1)).status_code == 200
    clock.move(timedelta(seconds=1))
    late = sent(client, path_of(survey), attempts[2], {**sheet(2), **ENGLISH})
    assert late.status_code == 410
    assert "has ended" in late.text
    clock.move(timedelta(minutes=5))
    settled(survey)
    assert len(db.session.scalars(select(Answer)).all()) == 2
    assert sent(client, path_of(survey), attempts[0], sheet(0)).status_code == 410


def test_a_form_from_a_poster_is_taken_although_the_poster_leads_on(app: Flask) -> None:
    survey, following, client = opened(), opened(telling("danach")), app.test_client()
    poster(survey)
    attempt = begun(client, "/u/markt1")
    survey.successor = following
    closed(survey)
    assert sent(client, "/u/markt1", attempt, sheet(0)).status_code == 200
    assert state().reader.pending(survey.public_id) == 1
    fresh = begun(client, "/u/markt1")
    assert sent(client, "/u/markt1", fresh, sheet(0)).status_code == 200
    assert state().reader.pending(following.public_id) == 1
    assert sent(client, "/u/markt1", "A" * 48, sheet(0)).status_code == 400


def test_a_rehearsal_leaves_nothing_and_counts_nothing(app: Flask, visitor: Visitor) -> None:
    survey, client = imported(), app.test_client()
    poster(survey)
    board = db.session.scalars(select(Poster)).one()
    path = trial_path(survey, board)
    assert "Trial run" in visitor.visit(path).root.findtext(".//header/p", "")
    for number in range(25):
        answered(client, path, sheet(number, "Versuch"))
    early, waiting = begun(client, path), begun(client, path)
    moved()
    assert len(db.session.scalars(select(Answer)).all()) == 25
    assert sent(client, "/u/markt1", waiting, sheet(1, "Versuch")).status_code == 200
    assert state().reader.pending(survey.public_id) == 1, "a rehearsal that is still in the spool at opening"
    actions.open_survey(survey, None, now())
    kept(survey)
    assert traces(app)[0] == 0
    assert board.answers == 0
    assert sent(client, "/u/markt1", early, sheet(1)).status_code == 410
    assert "notice--trial" not in client.get(path).text.partition("<body>")[2]
    for number in range(20):
        answered(client, "/u/markt1", sheet(number))
    assert moved() == 20
    settled(survey)
    assert len(db.session.scalars(select(Answer)).all()) == 20
    assert db.session.scalars(select(FreeText)).all() == []


@pytest.mark.parametrize("key", ["", "0" * 20, "ä", "x" * 500])
def test_a_rehearsal_needs_its_key(app: Flask, visitor: Visitor, key: str) -> None:
    survey = imported()
    page = visitor.visit(f"{path_of(survey)}?probelauf={key}")
    assert page.forms() == []
    assert "not opened yet" in page.text


# Surveys that cannot be answered


def test_before_opening_the_day_is_told(app: Flask, visitor: Visitor) -> None:
    survey = imported()
    survey.opens_on = date(2026, 7, 1)
    kept(survey)
    poster(survey)
    for path in (path_of(survey), "/u/markt1"):
        assert "opens on July 1, 2026" in visitor.visit(path).text


def test_after_the_end_the_poster_leads_to_the_result_or_to_what_follows(app: Flask, visitor: Visitor) -> None:
    survey, following = opened(), imported(telling("danach"))
    poster(survey)
    settled(survey)
    assert visitor.visit("/u/markt1").links["To the result"] == f"/umfragen/{survey.slug}/ergebnis"
    survey.successor = following
    kept(survey)
    assert visitor.visit("/u/markt1").links["To the next survey"] == "/umfragen/danach/"
    actions.open_survey(following, None, now())
    kept(following)
    page = visitor.visit("/u/markt1")
    assert page.submit(sheet(1), button="Send answers").response.headers["X-Participation-Receipt"]
    assert state().reader.pending(following.public_id) == 1


@pytest.mark.parametrize("path", ["/umfragen/keine/", "/u/keiner", "/u/%00", "/umfragen/%ff/", f"/u/{'x' * 3000}"])
def test_unknown_addresses(app: Flask, path: str) -> None:
    client = app.test_client()
    assert client.get(path).status_code in (400, 404)
    assert sent(client, path, "", {}).status_code in (400, 404)


# Bad input

BODIES: dict[str, tuple[bytes, str, int]] = {
    "10 MB": (b"q.idea=" + b"x" * 10_000_000, FORM, 413),
    "5,000 fields": (b"&".join(b"q.f%d=1" % number for number in range(5_000)), FORM, 413),
    "JSON": (b'{"q.a": 1}', "application/json", 415),
    "multipart": (b"--x\r\n\r\n--x--", "multipart/form-data; boundary=x", 415),
    "no type": (b"q.a=1", "", 415),
    "text": (b"q.a=1", "text/plain", 415),
    "empty": (b"", FORM, 400),
    "invalid UTF-8": (b"attempt=%ff%fe&q.idea=%c3%28&\xff=\xfe", FORM, 400),
    "only separators": (b"&&&===&&%%%", FORM, 400),
}


@pytest.mark.parametrize("what", list(BODIES))
def test_bodies_that_are_no_form_of_ours(app: Flask, what: str) -> None:
    survey = opened()
    body, content_type, status = BODIES[what]
    response = app.test_client().post(path_of(survey), data=body, content_type=content_type)
    assert response.status_code == status
    assert response.mimetype == "text/html"
    assert traces(app) == NOTHING_KEPT


def test_a_body_of_unknown_length_is_refused(app: Flask) -> None:
    survey = opened()
    response = app.test_client().post(
        path_of(survey), environ_overrides={"HTTP_TRANSFER_ENCODING": "chunked"}, content_type=FORM
    )
    assert response.status_code in (400, 411)
    assert traces(app) == NOTHING_KEPT


WRONG: dict[str, dict[str, Any]] = {
    "an unknown field": {"q.secret": "1"},
    "no field of ours": {"admin": "1"},
    "an unknown option": {"q.town": "paris"},
    "a point off the scale": {"q.a": "12"},
    "no point": {"q.a": "eins"},
    "a point in other digits": {"q.a": "٣"},
    "one field twice": {"q.a": ["1", "2"]},
    "a thousand times the same": {"q.a": ["1"] * 1_000},
    "two texts": {"q.idea": ["eins", "zwei"]},
    "a text too long": {"q.idea": "x" * 201},
    "a text with control characters": {"q.idea": "a\x00b\x1bc"},
    "a text in invalid UTF-8": {"q.idea": b"\xff\xfe\xfd" * 100},
}


@pytest.mark.parametrize("what", list(WRONG))
def test_wrong_fields_are_refused_beside_the_field(app: Flask, what: str) -> None:
    survey, client = opened(), app.test_client()
    attempt = begun(client, path_of(survey))
    response = sent(client, path_of(survey), attempt, {**sheet(1), **ENGLISH, **WRONG[what]})
    if what == "a text in invalid UTF-8":
        assert response.status_code in (200, 422)
        return
    assert response.status_code == 422
    assert "Please check your answers" in response.text
    assert attempt_in(response.text) == attempt
    assert traces(app) == NOTHING_KEPT
    assert sent(client, path_of(survey), attempt, sheet(1)).status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"}, 200),
        ({"Origin": "http://localhost"}, 200),
        ({"Origin": "http://localhost:8000"}, 200),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": ""}, 403),
        ({"Origin": "http://["}, 403),
        ({"Origin": "http://localhost.evil.example"}, 403),
        ({}, 200),
    ],
)
def test_forms_of_other_sites_are_refused(app: Flask, headers: dict[str, str], status: int) -> None:
    survey, client = opened(), app.test_client()
    attempt = begun(client, path_of(survey))
    fields = {**sheet(1), "attempt": attempt, "aktion": "absenden"}
    assert client.post(path_of(survey), data=fields, headers=headers).status_code == status
    assert state().reader.pending(survey.public_id) == (status == 200)


def test_looking_writes_nothing(app: Flask, statements: list[str]) -> None:
    survey = opened(example())
    poster(survey)
    client = app.test_client()
    statements.clear()
    for path in (path_of(survey), "/u/markt1", f"{path_of(survey)}?sprache=en", "/umfragen/keine/", "/u/keiner"):
        for response in (client.get(path), client.head(path)):
            assert "Set-Cookie" not in response.headers
    page = client.post(
        path_of(survey), data={"attempt": begun(client, path_of(survey)), "seite": "person", "aktion": "weiter"}
    )
    assert page.status_code == 422
    assert "Set-Cookie" not in page.headers
    assert [one for one in statements if not one.lstrip().upper().startswith(("SELECT", "PRAGMA"))] == []
    assert traces(app) == NOTHING_KEPT


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_do_nothing(app: Flask, method: str) -> None:
    survey = opened()
    assert app.test_client().open(path_of(survey), method=method).status_code in (200, 405)
    assert traces(app) == NOTHING_KEPT


NAMES = st.sampled_from(
    ["q.town", "q.age", "q.uses", "q.uses.other", "q.trust", "q.name", "q.idea", "q.why", "q.why.other", "q.note"]
)
META = st.sampled_from(["aktion", "seite", "sprache", "attempt", "csrf_token"])
KNOWN = st.sampled_from(
    ["herten", "old", "young", "bus", "car", "other", "no_answer", "price", "1", "5", "0", "-1", "weiter", "zurueck"]
) | st.sampled_from(["absenden", "sprache", "person", "habits", "words", "de", "en", "ar", ""])
VALUES = st.lists(KNOWN | st.text(max_size=60), min_size=1, max_size=4)
HOSTILE = st.dictionaries(NAMES | META | st.text(max_size=12), VALUES, max_size=14)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fields=HOSTILE, genuine=st.booleans())
def test_hostile_forms_always_get_a_page(app: Flask, fields: dict[str, list[str]], genuine: bool) -> None:
    survey = db.session.scalar(select(Survey)) or opened(example())
    client = app.test_client()
    if genuine:
        fields = {**fields, "attempt": [begun(client, path_of(survey))]}
    response = client.post(path_of(survey), data=printable(fields))
    assert response.status_code in (200, 400, 411, 422), response.text
    assert response.mimetype == "text/html"
    assert_whole(response)


def printable(fields: dict[str, list[str]]) -> dict[str, list[str]]:
    """The fields as far as they can be written in UTF-8."""
    return {
        name.encode(errors="replace").decode(): [value.encode(errors="replace").decode() for value in values]
        for name, values in fields.items()
    }


def assert_whole(response: TestResponse) -> None:
    """A page of ours from its first byte to its last, with the values it shows escaped."""
    assert response.text.startswith("<!doctype html>")
    assert response.text.rstrip().endswith("</html>")
