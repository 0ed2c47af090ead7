"""Answers of a server that was out of service until its survey had been settled: never lost or added in silence."""

import json
import logging
import secrets
import shutil
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from participation.accounts.models import AuditLine
from participation.clock import now
from participation.disclosure.noise import two_sided_geometric
from participation.errors import UserError
from participation.extensions import db
from participation.permissions import Role
from participation.retention.deletion import delete_due
from participation.summaries.actions import draw_draft
from surveys.answering.state import state
from surveys.collecting import mover
from surveys.collecting.spool import SpoolReader, SpoolWriter
from surveys.models import Answer, FreeText, LedgerEntry, Survey
from surveys.rules import ANSWERS_KEPT_UNRELEASED, SurveyStatus, shown_late
from surveys.summaries import SurveySource
from tests.factories import make_account
from tests.surveys.steps import answered, opened, path_of, payload, settled, sheet
from tests.visiting import Visitor

SignIn = Callable[..., Visitor]
IN_TIME, LATE = 25, 12
SOURCE = SurveySource()


@pytest.fixture
def survey(app: Flask) -> Survey:
    """A settled survey."""
    survey = opened()
    for number in range(IN_TIME):
        answered(app.test_client(), path_of(survey), sheet(number, "Wort"))
    return settled(survey)


@pytest.fixture
def left_behind(survey: Survey, tmp_path: Path) -> Path:
    """The spool of another server, with answers that it had accepted in time."""
    return spooled(survey, tmp_path / "other", range(IN_TIME, IN_TIME + LATE))


def spooled(survey: Survey, folder: Path, numbers: Iterable[int]) -> Path:
    """A spool with the answers of these people."""
    writer = SpoolWriter(folder)
    for number in numbers:
        record = {
            "attempt": secrets.token_hex(32),
            "version": 1,
            "trial": False,
            "poster": None,
            "payload": json.dumps(payload(number), sort_keys=True, separators=(",", ":")),
            "texts": [{"question": "idea", "text": "Wort"}],
            "town": "marl",
        }
        writer.append(survey.public_id, json.dumps(record).encode())
    return folder


def drawn(survey: Survey) -> None:
    """The survey's numbers are drawn."""
    subject = next(one for one in SOURCE.subjects([survey.organisation_id]) if one.public_id == survey.public_id)
    draw_draft(SOURCE, subject, make_account(Role.COORDINATOR), now(), two_sided_geometric)
    db.session.commit()


def rows() -> list[int]:
    """How many answers, texts and ledger lines there are."""
    return [db.session.scalar(select(func.count()).select_from(one)) or 0 for one in (Answer, FreeText, LedgerEntry)]


def deeds() -> Counter[str]:
    """What the audit trail says was done."""
    return Counter(db.session.scalars(select(AuditLine.action)))


def test_while_nothing_was_drawn_they_are_counted(survey: Survey, left_behind: Path) -> None:
    before = set(db.session.scalars(select(Answer.id)))
    assert mover.move_all(SpoolReader(left_behind), now()) == LATE
    assert survey.status == SurveyStatus.CLOSED
    with pytest.raises(UserError):
        SOURCE.aggregate(survey.public_id)
    db.session.rollback()
    assert mover.settle_due(state().reader, now()) == [survey.public_id]
    assert rows() == [IN_TIME + LATE] * 3
    assert not before & set(db.session.scalars(select(Answer.id))), "everything has been mixed anew"
    assert SOURCE.aggregate(survey.public_id).n == IN_TIME + LATE
    assert (survey.status, survey.late_answers) == (SurveyStatus.SETTLED, 0)
    assert (deeds()["take_late_answers"], deeds()["settle_survey"]) == (1, 2)


def test_once_drawn_they_are_told_but_not_counted(
    survey: Survey, left_behind: Path, sign_in: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    drawn(survey)
    reader = SpoolReader(left_behind)
    with caplog.at_level(logging.ERROR):
        assert mover.move_all(reader, now()) == 0
    assert [record.getMessage() for record in caplog.records if survey.public_id in record.getMessage()]
    assert rows() == [IN_TIME, IN_TIME, IN_TIME + LATE]
    assert (survey.status, survey.late_answers) == (SurveyStatus.SETTLED, LATE)
    assert reader.surveys() == []
    assert not list(left_behind.rglob("*.key"))
    page = sign_in(Role.COORDINATOR).visit(f"/verwaltung/umfragen/{survey.public_id}/")
    assert "Mindestens 10 Antworten kamen zu spät an" in page.text
    assert str(LATE) not in page.text.partition("kamen zu spät an")[0].rpartition("Mindestens")[2]
    assert deeds()["refuse_late_answers"] == 1


def test_a_crash_before_the_spool_is_destroyed_counts_nothing_twice(
    survey: Survey, left_behind: Path, tmp_path: Path
) -> None:
    drawn(survey)
    again = shutil.copytree(left_behind, tmp_path / "again")
    for folder in (left_behind, again):
        mover.move_all(SpoolReader(folder), now())
    assert survey.late_answers == LATE
    assert deeds()["refuse_late_answers"] == 1


def test_nothing_comes_back_after_the_day_of_deletion(survey: Survey, left_behind: Path) -> None:
    later = now() + ANSWERS_KEPT_UNRELEASED
    delete_due(later)
    assert mover.move_all(SpoolReader(left_behind), later) == 0
    assert rows() == [0, 0, 0]
    assert (survey.status, survey.late_answers) == (SurveyStatus.SETTLED, LATE)


@pytest.mark.parametrize(("count", "shown"), [(0, None), (1, 0), (9, 0), (10, 10), (29, 20)])
def test_the_office_sees_a_rounded_number(count: int, shown: int | None) -> None:
    assert shown_late(count) == shown


def test_few_are_shown_without_a_number(survey: Survey, tmp_path: Path, sign_in: SignIn) -> None:
    drawn(survey)
    mover.move_all(SpoolReader(spooled(survey, tmp_path / "few", [400, 401])), now())
    page = sign_in(Role.COORDINATOR).visit(f"/verwaltung/umfragen/{survey.public_id}/")
    assert "Einige wenige Antworten kamen zu spät an" in page.text
