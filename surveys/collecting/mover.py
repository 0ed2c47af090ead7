"""Brings accepted answers from the spool into the database in shuffled batches, and ends surveys in time."""

import json
import logging
from contextlib import suppress
from datetime import date, datetime

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from participation.extensions import db
from surveys import queries
from surveys.actions import (
    close_survey,
    fresh_records,
    settle_survey,
    shuffle_answers,
    store_records,
    take_late_records,
)
from surveys.collecting.spool import SpoolReader
from surveys.models import Survey
from surveys.rules import SETTLING_MARGIN, SurveyStatus, batch_size, is_due_to_close, may_settle

logger = logging.getLogger(__name__)
REWRITTEN = "answer, ledger, free_text"


def move_all(reader: SpoolReader, now: datetime) -> int:
    """Moves what may be moved of every survey; returns how many answers were new."""
    return sum(move(reader, public_id, now) for public_id in reader.surveys())


def move(reader: SpoolReader, public_id: str, now: datetime) -> int:
    """Moves one survey's waiting answers, if there are enough of them; returns how many were new.

    What reaches a settled survey, from a node that was out of service, is taken in only while nothing was drawn.
    The spool is destroyed only after the database has committed; a crash between the two repeats the batch, and the
    ledger drops the repeats.
    """
    survey = queries.locked_survey(public_id)
    if survey is None:
        db.session.rollback()
        return 0
    over = may_settle(survey.status, survey.closed_at, now)
    needed = batch_size(survey.status, over)
    batch = reader.take(public_id, needed)
    if batch is None:
        db.session.rollback()
        return 0
    with batch:
        fresh = fresh_records(survey, map(json.loads, batch.records))
        if 0 < len(fresh) < needed:  # repeats do not count: a batch hides each answer among new ones only
            db.session.rollback()
            return 0
        late = survey.status == SurveyStatus.SETTLED
        stored = take_late_records(survey, fresh, now) if late else store_records(survey, fresh)
        db.session.commit()
        empty_write_ahead_log()
        batch.destroy()
        if late and len(fresh) > stored:
            logger.error("answers of survey %s came after its numbers were drawn: destroyed, not counted", public_id)
        if batch.unreadable:
            logger.error("%d damaged records in the spool of survey %s", batch.unreadable, public_id)
    return stored


def close_due(now: datetime, today: date) -> list[str]:
    """Closes open surveys whose last day has passed in the instance's time zone; returns their public ids."""
    due = [survey for survey in queries.in_status(SurveyStatus.OPEN) if is_due_to_close(survey.closes_on, today)]
    for survey in due:
        close_survey(survey, None, now)
    db.session.commit()
    return [survey.public_id for survey in due]


def settle_due(reader: SpoolReader, now: datetime) -> list[str]:
    """Ends every closed survey whose day of grace is over; returns their public ids."""
    return [public_id for public_id in due_to_settle(now) if settle_by_id(reader, public_id, now)]


def due_to_settle(now: datetime) -> list[str]:
    """Public ids of the closed surveys whose day of grace, and a little more, is over."""
    closed = queries.in_status(SurveyStatus.CLOSED)
    return [one.public_id for one in closed if may_settle(one.status, one.closed_at, now - SETTLING_MARGIN)]


def settle_by_id(reader: SpoolReader, public_id: str, now: datetime) -> bool:
    """Like ``settle``; False for a survey that is gone."""
    survey = queries.survey_by_public_id(public_id)
    return survey is not None and settle(reader, survey, now)


def settle(reader: SpoolReader, survey: Survey, now: datetime) -> bool:
    """Moves the last answers, rewrites the tables under new random keys, and clears what the old ones left behind.

    Returns False when somebody else is doing it already. Raises UserError before the day of grace is over. The survey
    counts as settled only after the last step, so whatever a crash interrupts is done again.
    """
    public_id = survey.public_id
    while reader.pending(public_id) and move(reader, public_id, now):
        logger.info("moved a batch of survey %s", public_id)
    if (locked := _complete(reader, public_id)) is None:
        return False
    shuffle_answers(locked, now)
    db.session.commit()
    rewrite_tables()
    if (locked := _complete(reader, public_id)) is None:
        return False
    settle_survey(locked, now)
    db.session.commit()
    return True


def _complete(reader: SpoolReader, public_id: str) -> Survey | None:
    """The closed survey, locked, with nothing in the spool; None when there still is or somebody else was quicker."""
    locked = queries.locked_survey(public_id)
    if locked is None or locked.status != SurveyStatus.CLOSED or reader.pending(public_id):
        db.session.rollback()
        return None
    return locked


def empty_write_ahead_log() -> None:
    """Lets SQLite's write-ahead log end with each batch, so that it never holds the order of several."""
    if db.engine.dialect.name == "sqlite":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))


def rewrite_tables() -> None:
    """Rewrites the tables of answers on the disk, so that nothing freed keeps an older order or deleted text."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if connection.dialect.name == "sqlite":
            connection.execute(text("VACUUM"))
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
            return
        for table in REWRITTEN.split(", "):
            connection.execute(text(f"VACUUM (FULL) {table}"))
        with suppress(DBAPIError):  # only a superuser may; the next scheduled checkpoint does it otherwise
            connection.execute(text("CHECKPOINT"))
