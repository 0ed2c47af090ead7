"""Does what comes back from submitting say whether the answer was new, or anything of what is in it?"""

import re

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from surveys.answering.state import state
from tests.surveys.steps import begun, moved, opened, path_of, sent, sheet

UNLIKE = {"X-Participation-Receipt"}
KEPT = re.compile(r"\b(answer|ledger|free_text)\b")


def shape(response: TestResponse) -> tuple[int, dict[str, str], int]:
    """All of a response that somebody sees who cannot read it."""
    headers = {name: value for name, value in response.headers.items() if name not in UNLIKE}
    return response.status_code, headers, len(response.data)


@pytest.mark.attack
@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_new_and_repeated_short_and_long_answers_look_alike(app: Flask, encoding: str) -> None:
    survey, client = opened(), app.test_client()
    client.environ_base["HTTP_ACCEPT_ENCODING"] = encoding
    plain = app.test_client()
    shapes = []
    for number in range(20):
        attempt = begun(plain, path_of(survey))
        shapes += [shape(sent(client, path_of(survey), attempt, sheet(number, "x" * 10 * number))) for _ in range(2)]
    assert moved() == 20
    shapes.append(shape(sent(client, path_of(survey), attempt, {})))
    assert len(shapes) == 41
    assert all(one == shapes[0] for one in shapes)


@pytest.mark.attack
def test_new_and_repeated_answers_take_the_same_way(app: Flask, statements: list[str]) -> None:
    """Time is compared by what is done: one append to the spool, and never a look at what is kept."""
    survey, client = opened(), app.test_client()
    public_id, path = survey.public_id, path_of(survey)
    attempt = begun(client, path)
    waiting = []
    statements.clear()
    for _ in range(5):
        assert sent(client, path, attempt, sheet(1)).status_code == 200
        waiting.append(state().reader.pending(public_id))
    assert waiting == [1, 2, 3, 4, 5]
    assert [one for one in statements if KEPT.search(one)] == []


@pytest.mark.attack
def test_control_an_honest_page_about_repeats_is_noticed(app: Flask) -> None:
    survey, client = opened(), app.test_client()
    attempt = begun(client, path_of(survey))
    first, second = (sent(client, path_of(survey), attempt, sheet(1)) for _ in range(2))
    second.data = second.data.replace(b"</main>", b"<p>We had these answers already.</p></main>")
    assert shape(first) != shape(second)
