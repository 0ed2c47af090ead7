"""Answers and what comes with them: taken from the spool, given new keys, deleted when their time is over."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from flask_babel import gettext as _
from sqlalchemy import bindparam, delete, insert, select, update

from participation.accounts.actions import audit
from participation.database import insert_rows
from participation.errors import UserError
from participation.extensions import db
from participation.summaries.queries import was_drawn
from surveys import queries
from surveys.models import Answer, FreeText, LedgerEntry, Poster, Survey
from surveys.rules import KIND, SurveyStatus, may_settle

Record = Mapping[str, Any]


def fresh_records(survey: Survey, records: Iterable[Record]) -> list[Record]:
    """One record of each attempt that is not in the ledger yet; trials count only while the survey is prepared."""
    on_trial = survey.status == SurveyStatus.PREPARING
    by_attempt = {record["attempt"]: record for record in records if bool(record["trial"]) == on_trial}
    for known in queries.known_attempts(survey, sorted(by_attempt)):
        del by_attempt[known]
    return list(by_attempt.values())


def store_records(survey: Survey, fresh: Sequence[Record]) -> int:
    """Takes fresh records into the database; returns how many.

    Ledger, answers and texts are each written in the order of their own random keys, so that neither transaction ids
    nor places on the disk say which belongs to which (docs/disclosure.md).
    """
    _insert(LedgerEntry, [_used(survey, record) for record in fresh], "attempt_hash")
    _insert(Answer, [_answer(survey, record) for record in fresh], "id")
    _insert(FreeText, [row for record in fresh for row in _texts(survey, record)], "id")
    for code, number in Counter(record["poster"] for record in fresh if record["poster"]).items():
        counted = update(Poster).where(Poster.code == code, Poster.survey_id == survey.id)
        db.session.execute(counted.values(answers=Poster.answers + number))
    return len(fresh)


def take_late_records(survey: Survey, fresh: Sequence[Record], now: datetime) -> int:
    """What becomes of fresh records that reach a settled survey; returns how many of them will be counted.

    As long as nothing was drawn they are taken in and the survey has to be settled anew. Later they would change
    numbers that cannot be drawn again: only that they came is kept, in the ledger so that a repeat is not noted twice.
    """
    if not fresh:
        return 0
    deleted = survey.answers_deleted_at is not None
    if deleted or was_drawn(KIND, survey.public_id):
        if not deleted:
            _insert(LedgerEntry, [_used(survey, record) for record in fresh], "attempt_hash")
        survey.late_answers += len(fresh)
        audit(None, "refuse_late_answers", KIND, survey.public_id, now, of=survey.organisation_id)
        return 0
    survey.status, survey.settled_at = SurveyStatus.CLOSED, None
    audit(None, "take_late_answers", KIND, survey.public_id, now, of=survey.organisation_id)
    return store_records(survey, fresh)


def shuffle_answers(survey: Survey, now: datetime) -> None:
    """New random keys for answers and texts; these and the ledger are written anew in the order of their keys.

    Raises UserError before the day of grace is over.
    """
    refuse_early(survey, now)
    for model in (Answer, FreeText):
        _rewrite_keys(model, survey)
    _rewrite_ledger(survey)


def refuse_early(survey: Survey, now: datetime) -> None:
    if not may_settle(survey.status, survey.closed_at, now):
        raise UserError(_("Forms begun before closing may still arrive."))


def erase_answers(survey: Survey) -> None:
    """Deletes every answer, text, ledger line and count of the survey: its trial, before it opens."""
    for model in (Answer, FreeText, LedgerEntry):
        db.session.execute(delete(model).where(model.survey_id == survey.id))
    db.session.execute(update(Poster).where(Poster.survey_id == survey.id).values(answers=0))


def delete_answers(survey: Survey, now: datetime) -> None:
    """Deletes the individual answers and the ledger of a survey whose time is over; what was released stays."""
    for model in (Answer, LedgerEntry):
        db.session.execute(delete(model).where(model.survey_id == survey.id))
    survey.answers_deleted_at = now
    audit(None, "delete_answers", KIND, survey.public_id, now, of=survey.organisation_id)


def delete_texts(survey: Survey, now: datetime) -> None:
    """Deletes the free texts of a survey whose time is over; the themes people wrote about them stay."""
    db.session.execute(delete(FreeText).where(FreeText.survey_id == survey.id))
    survey.texts_deleted_at = now
    audit(None, "delete_texts", KIND, survey.public_id, now, of=survey.organisation_id)


def _used(survey: Survey, record: Record) -> dict[str, Any]:
    return {"attempt_hash": record["attempt"], "survey_id": survey.id}


def _answer(survey: Survey, record: Record) -> dict[str, Any]:
    return {"id": uuid4(), "survey_id": survey.id, "version": record["version"], "payload": record["payload"]}


def _texts(survey: Survey, record: Record) -> list[dict[str, Any]]:
    town = record["town"] or ""
    return [
        {"id": uuid4(), "survey_id": survey.id, "question": said["question"], "town": town, "text": said["text"]}
        for said in record["texts"]
    ]


def _insert(model: type[LedgerEntry | Answer | FreeText], rows: list[dict[str, Any]], key: str) -> None:
    insert_rows(model, sorted(rows, key=lambda row: str(row[key])))


def _rewrite_keys(model: type[Answer | FreeText], survey: Survey) -> None:
    old = db.session.scalars(select(model.id).where(model.survey_id == survey.id)).all()
    renamed = sorted(({"old": key, "new": uuid4()} for key in old), key=lambda pair: pair["new"])
    if renamed:
        statement = update(model).where(model.id == bindparam("old")).values(id=bindparam("new"))
        db.session.connection().execute(statement, renamed)


def _rewrite_ledger(survey: Survey) -> None:
    columns = (LedgerEntry.attempt_hash, LedgerEntry.survey_id, LedgerEntry.token_hash)
    kept = select(*columns).where(LedgerEntry.survey_id == survey.id).order_by(LedgerEntry.attempt_hash)
    rows = [dict(row) for row in db.session.execute(kept).mappings()]
    db.session.execute(delete(LedgerEntry).where(LedgerEntry.survey_id == survey.id))
    if rows:
        db.session.execute(insert(LedgerEntry), rows)
