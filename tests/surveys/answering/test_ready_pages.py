"""First pages answered in front of the application are the application's own, each with an attempt of its own."""

import gzip
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from flask import Flask
from werkzeug.test import Client, TestResponse

from participation.clock import now
from surveys import actions
from surveys.answering.chance import DRAWN_AT_ONCE, Chance
from surveys.answering.ready_pages import ReadyPages
from surveys.answering.state import state
from tests.surveys.steps import closed, kept, opened, path_of, telling

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

ATTEMPT = re.compile(rb'name="attempt" value="([^"]{48})"')
PHONE = {"Accept-Encoding": "gzip, deflate", "Accept-Language": "de-DE,de;q=0.9"}


class Counting:
    """The application, counting what reaches it."""

    def __init__(self, app: Flask) -> None:
        self._inside = app.wsgi_app._application  # type: ignore[attr-defined]
        self.requests = 0

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Any:
        self.requests += 1
        return self._inside(environ, start_response)


@pytest.fixture
def inside(app: Flask) -> Counting:
    return Counting(app)


@pytest.fixture
def ask(app: Flask, inside: Counting, monkeypatch: pytest.MonkeyPatch) -> Callable[..., TestResponse]:
    """Asks as a phone does, without ever bringing a cookie; what is known of a survey stays fresh for the test."""
    monkeypatch.setattr(state().live, "seconds", 3_600.0)
    client = Client(ReadyPages(inside, state()), use_cookies=False)
    return lambda path, **headers: client.get(path, headers={**PHONE, **headers})


def page_of(response: TestResponse) -> bytes:
    """The page, unpacked, without the attempt in it."""
    return ATTEMPT.sub(b"", unpacked(response))


def unpacked(response: TestResponse) -> bytes:
    return gzip.decompress(response.data)


def test_a_crowd_gets_the_same_page_and_headers_with_different_attempts(
    inside: Counting, ask: Callable[..., TestResponse]
) -> None:
    path = path_of(opened(telling()))
    answers = [ask(path) for _ in range(10)]
    assert inside.requests == 1
    assert {answer.status for answer in answers} == {"200 OK"}
    assert len({page_of(answer) for answer in answers}) == 1
    assert len({tuple(answer.headers) for answer in answers}) == 1
    attempts = {found.group(1) for answer in answers if (found := ATTEMPT.search(unpacked(answer)))}
    assert len(attempts) == 10
    assert all(int(answer.headers["Content-Length"]) == len(answer.data) for answer in answers)


@pytest.mark.parametrize("headers", [{"Cookie": "a=b"}, {"Accept-Encoding": "identity"}])
def test_unusual_requests_reach_the_application(
    inside: Counting, ask: Callable[..., TestResponse], headers: dict[str, str]
) -> None:
    path = path_of(opened(telling()))
    for _ in range(3):
        ask(path)
        ask(path, **headers)
    assert inside.requests == 4


def test_a_chosen_language_reaches_the_application(inside: Counting, ask: Callable[..., TestResponse]) -> None:
    path = path_of(opened(telling()))
    assert ask(path).headers["Content-Length"]
    assert ask(f"{path}?sprache=en").status_code == 200
    assert inside.requests == 2


def test_each_language_has_its_own_page(inside: Counting, ask: Callable[..., TestResponse]) -> None:
    path = path_of(opened(telling()))
    for _ in range(2):
        german, english = ask(path), ask(path, **{"Accept-Language": "en"})
    assert inside.requests == 2
    assert b'lang="de"' in unpacked(german)
    assert b'lang="en"' in unpacked(english)


def test_nothing_is_ready_once_the_survey_has_changed(inside: Counting, ask: Callable[..., TestResponse]) -> None:
    survey = opened(telling())
    path = path_of(survey)
    assert ATTEMPT.search(unpacked(ask(path)))
    closed(survey)
    assert b'name="attempt"' not in ask(path).data
    assert inside.requests == 2


def test_nothing_is_ready_longer_than_the_application_itself_would_know_it(
    app: Flask, inside: Counting, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client(ReadyPages(inside, state()), use_cookies=False)
    path = path_of(opened(telling()))
    client.get(path, headers=PHONE)
    monkeypatch.setattr(state().live, "seconds", -1.0)
    client.get(path, headers=PHONE)
    assert inside.requests == 2


def test_a_poster_speaks_its_own_language(inside: Counting, ask: Callable[..., TestResponse]) -> None:
    survey = opened(telling())
    actions.create_poster(survey, "Bücherei", "en", None, now(), "buch12")
    kept(survey)
    assert b'lang="en"' in unpacked(ask("/u/buch12"))
    assert page_of(ask("/u/buch12")) == page_of(ask("/u/buch12"))
    assert inside.requests == 1


def test_chance_is_never_repeated_not_even_in_a_forked_process(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = Chance()
    drawn = [chance.draw() for _ in range(3 * DRAWN_AT_ONCE)]
    assert len(set(drawn)) == len(drawn)
    assert {len(piece) for piece in drawn} == {16}
    in_stock = set(chance._pieces) or {chance.draw()}
    monkeypatch.setattr("os.getpid", lambda: -1)
    assert not in_stock & {chance.draw() for _ in range(DRAWN_AT_ONCE)}
