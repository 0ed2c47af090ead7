"""What breaks one survey's spool (a damaged disk, a foreign hand) must not keep the answers of all others waiting."""

from datetime import timedelta

import pytest
from flask import Flask

from participation.extensions import db
from participation.jobs.running import run_one
from surveys.models import Survey
from surveys.queries import answer_count
from surveys.rules import GRACE, SETTLING_MARGIN, SurveyStatus
from tests.conftest import MovableClock
from tests.surveys.steps import answered, closed, opened, path_of, sheet, telling


@pytest.fixture
def surveys(app: Flask) -> tuple[Survey, Survey]:
    """A survey whose waiting answers cannot be read, and a healthy one after it."""
    broken, healthy = opened(telling("broken")), opened(telling("healthy"))
    for survey in (broken, healthy):
        for number in range(20):
            answered(app.test_client(), path_of(survey), sheet(number))
    folder = app.extensions["settings"].spool_dir / broken.public_id
    for key in folder.glob("*.key"):
        key.rename(key.with_suffix(".kept"))
        key.mkdir()
    return broken, healthy


def tick(app: Flask) -> None:
    """The jobs run once, as the server's clock does it."""
    for job in app.extensions["jobs"]:
        run_one(app, job)
    db.session.rollback()


def test_the_others_answers_are_moved(app: Flask, surveys: tuple[Survey, Survey]) -> None:
    tick(app)
    assert [answer_count(survey) for survey in surveys] == [0, 20]


def test_the_others_end_in_time(app: Flask, surveys: tuple[Survey, Survey], clock: MovableClock) -> None:
    for survey in surveys:
        closed(survey)
    clock.move(GRACE + SETTLING_MARGIN + timedelta(seconds=1))
    tick(app)
    db.session.expire_all()
    assert [survey.status for survey in surveys] == [SurveyStatus.CLOSED, SurveyStatus.SETTLED]


def test_nothing_of_the_broken_one_is_lost(app: Flask, surveys: tuple[Survey, Survey]) -> None:
    tick(app)
    for key in (app.extensions["settings"].spool_dir / surveys[0].public_id).glob("*.kept"):
        key.with_suffix(".key").rmdir()
        key.rename(key.with_suffix(".key"))
    tick(app)
    assert answer_count(surveys[0]) == 20
