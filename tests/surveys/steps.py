"""Steps that many tests of surveys begin with; each commits, as the edge would, and lets the process look anew."""

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from participation.clock import now
from participation.extensions import db
from surveys import actions
from surveys.answering.state import state
from surveys.collecting import mover
from surveys.models import Survey
from surveys.rules import GRACE, SETTLING_MARGIN
from tests.factories import make_county
from tests.surveys.questionnaire.examples import document, option, page, question, text

Fields = Mapping[str, str | Sequence[str]]
POINTS = 11
SCALES = ("a", "b", "c", "d")
MOST_DIFFERENT = POINTS ** len(SCALES)


def telling(slug: str = "digitaltag") -> dict[str, Any]:
    """A questionnaire of one page in which many thousands of people can all answer differently."""
    scales = [question(key, "scale", points=POINTS, low=text("wenig"), high=text("viel")) for key in SCALES]
    towns = question("town", "single_choice", options=[option("herten"), option("marl")])
    return document(
        page("all", towns, *scales, question("idea", "long_text", max_length=200)),
        slug=slug,
        dimensions={"town": {"question": "town", "rows": [row("herten"), row("marl")]}},
        table_plan={"a": [{"by": "town"}], "town": []},
    )


def row(key: str) -> dict[str, Any]:
    """A row of a dimension that is one option."""
    return {"key": key, "text": text(key), "options": [key]}


def sheet(number: int, words: str = "") -> dict[str, str]:
    """The fields of that person, unlike those of everybody else with a number below `MOST_DIFFERENT`."""
    points = {f"q.{key}": str(1 + number // POINTS**place % POINTS) for place, key in enumerate(SCALES)}
    return {"q.town": ("herten", "marl")[number % 2], **points, **({"q.idea": words} if words else {})}


def payload(number: int) -> dict[str, Any]:
    """What the database is to keep of that person's closed answers."""
    points = {key: 1 + number // POINTS**place % POINTS for place, key in enumerate(SCALES)}
    return {"town": ("herten", "marl")[number % 2], **points}


def imported(definition: Mapping[str, Any] | None = None) -> Survey:
    """A survey in preparation that belongs to the county."""
    data = json.dumps(telling() if definition is None else definition).encode()
    survey = actions.import_survey(data, make_county(), None, now())
    return kept(survey)


def opened(definition: Mapping[str, Any] | None = None) -> Survey:
    """An open survey."""
    survey = imported(definition)
    actions.open_survey(survey, None, now())
    return kept(survey)


def closed(survey: Survey) -> Survey:
    """The survey, closed just now."""
    actions.close_survey(survey, None, now())
    return kept(survey)


def settled(survey: Survey) -> Survey:
    """The survey, closed long enough ago for its answers to be complete; the clock itself stands still."""
    if survey.closed_at is None:
        actions.close_survey(survey, None, now() - GRACE - SETTLING_MARGIN - timedelta(minutes=1))
        kept(survey)
    assert mover.settle(state().reader, survey, now())
    return kept(survey)


def kept(survey: Survey) -> Survey:
    """Commits, and forgets what the process kept of surveys."""
    db.session.commit()
    state().forget()
    return survey


def moved() -> int:
    """Everything that may move is moved; gives how many answers were new."""
    return mover.move_all(state().reader, now())


def path_of(survey: Survey) -> str:
    """Where the survey is answered."""
    return f"/umfragen/{survey.slug}/"


def attempt_in(html: str) -> str:
    """The attempt that a form carries."""
    return html.split('name="attempt" value="', 1)[1].split('"', 1)[0]


def begun(client: FlaskClient, path: str) -> str:
    """The attempt of a fresh form."""
    return attempt_in(client.get(path).text)


def sent(client: FlaskClient, path: str, attempt: str, fields: Fields) -> TestResponse:
    """The answer to a finished form."""
    return client.post(path, data={**fields, "attempt": attempt, "aktion": "absenden"})


def answered(client: FlaskClient, path: str, fields: Fields) -> str:
    """A fresh form, filled in and acknowledged; gives its attempt."""
    attempt = begun(client, path)
    response = sent(client, path, attempt, fields)
    assert response.status_code == 200, response.text[:2000]
    assert "X-Participation-Receipt" in response.headers, response.text[:2000]
    return attempt
