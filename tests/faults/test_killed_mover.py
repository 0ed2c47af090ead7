"""A mover killed at the worst moments: between the database's commit and the end of the spool, and around both."""

import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from participation.clock import now
from participation.extensions import db
from surveys import actions, queries
from surveys.answering.state import state
from surveys.answering.trial import trial_path
from surveys.collecting import mover
from surveys.collecting.spool import Batch, SpoolReader
from surveys.models import Answer, FreeText, LedgerEntry, Survey
from surveys.rules import GRACE, MOVE_AT_LEAST, SurveyStatus
from tests.faults.crashes import POINTS, killed_at
from tests.faults.serving import canonical
from tests.surveys.steps import answered, closed, imported, moved, opened, path_of, payload, sheet

PEOPLE = 60


def filled(app: Flask) -> Survey:
    """An open survey with answers in the spool, repeats among them."""
    survey = opened()
    client = app.test_client()
    for number in range(PEOPLE):
        answered(client, path_of(survey), sheet(number, f"Wort {number}"))
    return survey


def stored(survey: Survey) -> Counter[str]:
    """Every closed answer in the database, with how often it is there."""
    return Counter(db.session.scalars(select(Answer.payload).where(Answer.survey_id == survey.id)))


def number_of(model: type[LedgerEntry | FreeText]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


EVERYBODY = Counter(canonical(payload(number)) for number in range(PEOPLE))


@pytest.mark.attack
@pytest.mark.parametrize("point", list(POINTS))
def test_a_mover_killed_on_the_way_neither_loses_nor_doubles(app: Flask, point: str) -> None:
    survey = filled(app)
    assert killed_at(app, point, lambda reader: mover.move_all(reader, now()))
    assert stored(survey) in (Counter(), EVERYBODY), "a batch is there whole or not at all"
    moved()
    assert stored(survey) == EVERYBODY
    assert number_of(LedgerEntry) == number_of(FreeText) == PEOPLE
    assert state().reader.pending(survey.public_id) == 0
    assert not list(app.extensions["settings"].spool_dir.rglob("*.key"))


@pytest.mark.attack
@pytest.mark.parametrize("point", ["before commit", "after commit"])
def test_an_end_killed_on_the_way_is_done_again(app: Flask, point: str) -> None:
    survey = filled(app)
    moved()
    closed(survey)
    before = set(db.session.scalars(select(Answer.id)))
    assert killed_at(app, point, lambda reader: mover.settle_due(reader, now() + 2 * GRACE))
    db.session.refresh(survey)
    assert survey.status == SurveyStatus.CLOSED, "not ready to summarise before the old rows are gone from the disk"
    assert mover.settle_due(state().reader, now() + 2 * GRACE) == [survey.public_id]
    assert stored(survey) == EVERYBODY
    assert not before & set(db.session.scalars(select(Answer.id)))


class SlowReader(SpoolReader):
    """A reader that somebody else is quicker than: between looking at the survey and taking its batch."""

    def __init__(self, directory: Path, meanwhile: Callable[[], object]) -> None:
        super().__init__(directory)
        self._meanwhile = meanwhile

    def take(self, survey: str, at_least: int = MOVE_AT_LEAST) -> Batch | None:
        """Waits a moment for the other one."""
        threading.Thread(target=self._meanwhile, daemon=True).start()
        time.sleep(0.3)
        return super().take(survey, at_least)


def test_a_rehearsal_moved_while_the_survey_opens_is_erased(app: Flask) -> None:
    survey = imported()
    client = app.test_client()
    for number in range(5):
        answered(client, trial_path(survey), sheet(number))
    public_id, opened_ = survey.public_id, threading.Event()

    def open_it() -> None:
        with app.app_context():
            locked = queries.locked_survey(public_id)
            assert locked is not None
            actions.open_survey(locked, None, now())
            db.session.commit()
            opened_.set()

    db.session.commit()
    reader = SlowReader(app.extensions["settings"].spool_dir, open_it)
    assert mover.move(reader, public_id, now()) == 5
    assert opened_.wait(timeout=60)
    db.session.rollback()
    assert stored(survey) == Counter()
    assert number_of(LedgerEntry) == 0
