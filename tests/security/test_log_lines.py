"""No line of a log holds an answer, even when the database refuses it (DESIGN.md, section 4)."""

import logging
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError

from participation.jobs import Job
from participation.jobs.running import run_one
from surveys.actions import answers
from surveys.answering.state import state
from surveys.collecting import mover
from tests.surveys.steps import answered, moved, opened, path_of, sheet

WORDS = "Mein Nachbar heißt Ottokar"
NOBODYS_SURVEY = 10_000_000


def collect(now: datetime) -> None:
    """The job that moves answers."""
    mover.move_all(state().reader, now)


@pytest.fixture
def refused(app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> str:
    """The log of a move whose free texts the database does not take."""
    survey = opened()
    for number in range(20):
        answered(app.test_client(), path_of(survey), sheet(number, f"{WORDS} {number}"))
    texts = answers._texts

    def astray(*arguments: Any) -> Iterable[dict[str, Any]]:
        return [{**row, "survey_id": NOBODYS_SURVEY} for row in texts(*arguments)]

    with monkeypatch.context() as patched, caplog.at_level(logging.DEBUG):
        patched.setattr(answers, "_texts", astray)
        run_one(app, Job("collect", 5, collect))
    return caplog.text


def test_a_refused_answer_leaves_no_words_in_the_log(refused: str) -> None:
    assert re.search("IntegrityError|ForeignKeyViolation", refused), "the database refused nothing"
    assert "Ottokar" not in refused
    assert "herten" not in refused


def test_a_refused_answer_is_not_lost(refused: str) -> None:
    assert refused
    assert moved() == 20


def test_control_an_engine_that_does_not_hide_values_shows_them() -> None:
    with create_engine("sqlite://").connect() as connection, pytest.raises(SQLAlchemyError, match="Ottokar"):
        connection.execute(text("INSERT INTO nowhere VALUES (:words)"), {"words": WORDS})
