"""Named reads of surveys, versions, posters and counts."""

import sqlite3
from collections.abc import Iterator, Sequence
from typing import cast

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from participation.extensions import db
from surveys.models import Answer, LedgerEntry, Poster, Survey, SurveyVersion
from surveys.rules import SurveyStatus

ROWS_AT_A_TIME = 2_000


def survey_by_slug(slug: str) -> Survey | None:
    """The survey of that name in addresses, with its version."""
    return db.session.scalar(select(Survey).where(Survey.slug == slug).options(joinedload(Survey.version)))


def survey_by_public_id(public_id: str) -> Survey | None:
    """The survey, with its version and owner."""
    loads = (joinedload(Survey.version), joinedload(Survey.organisation))
    return db.session.scalar(select(Survey).where(Survey.public_id == public_id).options(*loads))


def locked_survey(public_id: str) -> Survey | None:
    """The survey, kept from changing until the transaction ends."""
    _become_the_writer()
    return db.session.scalar(
        select(Survey).where(Survey.public_id == public_id).with_for_update().execution_options(populate_existing=True)
    )


def _become_the_writer() -> None:
    """On SQLite a transaction begins with its first write only; what was read before could have changed by then."""
    connection = db.session.connection()
    driver = connection.connection.driver_connection
    if isinstance(driver, sqlite3.Connection) and not driver.in_transaction:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def poster_by_code(code: str) -> Poster | None:
    """The poster of that short address, with its survey."""
    loads = joinedload(Poster.survey).joinedload(Survey.version)
    return db.session.scalar(select(Poster).where(Poster.code == code).options(loads))


def posters(survey: Survey) -> Select[Poster]:
    """The survey's posters by place, to be paged by the caller."""
    return select(Poster).where(Poster.survey_id == survey.id).order_by(Poster.place, Poster.id)


def surveys(organisation_ids: set[int] | None = None) -> Select[Survey]:
    """Surveys, newest first, of these organisations or of all; to be paged by the caller."""
    statement = select(Survey).options(joinedload(Survey.organisation)).order_by(Survey.id.desc())
    return statement if organisation_ids is None else statement.where(Survey.organisation_id.in_(organisation_ids))


def in_status(*statuses: SurveyStatus) -> Sequence[Survey]:
    """All surveys in one of these states."""
    return db.session.scalars(select(Survey).where(Survey.status.in_(statuses)).order_by(Survey.id)).all()


def next_version_number(survey: Survey) -> int:
    """The number that the survey's next version gets, from 1."""
    highest = select(func.max(SurveyVersion.number)).where(SurveyVersion.survey_id == survey.id)
    return (db.session.scalar(highest) or 0) + 1


def answer_count(survey: Survey) -> int:
    """How many answers have reached the database (those in the spool not yet)."""
    return db.session.scalar(select(func.count()).select_from(Answer).where(Answer.survey_id == survey.id)) or 0


def answer_counts() -> dict[int, int]:
    """Survey id to number of answers, for lists."""
    counted = select(Answer.survey_id, func.count()).group_by(Answer.survey_id)
    return dict(db.session.execute(counted).all())


def payloads(survey: Survey) -> Iterator[str]:
    """The closed answers (canonical JSON), one by one, in the order of their random keys."""
    statement = select(Answer.payload).where(Answer.survey_id == survey.id)
    return iter(db.session.scalars(statement, execution_options={"yield_per": ROWS_AT_A_TIME}))


def known_attempts(survey: Survey, hashes: Sequence[str]) -> set[str]:
    """Those of the attempts that are in the ledger already."""
    known: set[str] = set()
    for start in range(0, len(hashes), 500):
        part = hashes[start : start + 500]
        found = select(LedgerEntry.attempt_hash).where(
            LedgerEntry.survey_id == survey.id, LedgerEntry.attempt_hash.in_(part)
        )
        known.update(db.session.scalars(found))
    return known


def current_version(survey: Survey) -> SurveyVersion:
    """The version that people answer."""
    return cast("SurveyVersion", survey.version)
