"""Surveys and their versions: one of them, or lists for the office, the public pages and the jobs."""

import sqlite3
from collections.abc import Collection, Sequence
from datetime import date
from typing import cast

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import joinedload

from participation.extensions import db
from surveys.models import Answer, FreeText, Survey, SurveyVersion
from surveys.rules import FINISHED, SurveyStatus

ENDING_FIRST = (Survey.closes_on.is_(None), Survey.closes_on, Survey.id)


def survey_by_slug(slug: str) -> Survey | None:
    """The survey of that name in addresses, with its version."""
    return db.session.scalar(select(Survey).where(Survey.slug == slug).options(joinedload(Survey.version)))


def survey_by_public_id(public_id: str) -> Survey | None:
    """The survey, with its version and owner."""
    loads = (joinedload(Survey.version), joinedload(Survey.organisation))
    return db.session.scalar(select(Survey).where(Survey.public_id == public_id).options(*loads))


def known_surveys(public_ids: Collection[str]) -> Sequence[Survey]:
    """Those of these surveys that everybody can read about."""
    known = select(Survey).where(Survey.public_id.in_(public_ids), Survey.version_id.is_not(None))
    return db.session.scalars(known.order_by(Survey.id)).all()


def locked_survey(public_id: str) -> Survey | None:
    """The survey, kept from changing until the transaction ends."""
    _become_the_writer()
    return db.session.scalar(
        select(Survey).where(Survey.public_id == public_id).with_for_update().execution_options(populate_existing=True)
    )


def current_version(survey: Survey) -> SurveyVersion:
    """The version that people answer."""
    return cast("SurveyVersion", survey.version)


def next_version_number(survey: Survey) -> int:
    """The number that the survey's next version gets, from 1."""
    highest = select(func.max(SurveyVersion.number)).where(SurveyVersion.survey_id == survey.id)
    return (db.session.scalar(highest) or 0) + 1


def surveys_of(organisation_ids: set[int] | None = None) -> Select[Survey]:
    """Surveys, newest first, of these organisations or of all; to be paged by the caller."""
    statement = select(Survey).options(joinedload(Survey.organisation)).order_by(Survey.id.desc())
    return statement if organisation_ids is None else statement.where(Survey.organisation_id.in_(organisation_ids))


def in_status(*statuses: SurveyStatus) -> Sequence[Survey]:
    """All surveys in one of these states."""
    return db.session.scalars(select(Survey).where(Survey.status.in_(statuses)).order_by(Survey.id)).all()


def public_surveys() -> Select[Survey]:
    """What everybody may know of: open surveys, then announced ones, then finished ones, to be paged by the caller."""
    known = or_(Survey.status != SurveyStatus.PREPARING, Survey.opens_on.is_not(None))
    place = case((Survey.status == SurveyStatus.OPEN, 0), (Survey.status == SurveyStatus.PREPARING, 1), else_=2)
    return _lists().where(known).order_by(place, Survey.closed_at.desc(), Survey.opens_on, Survey.id.desc())


def open_surveys(limit: int, owners: Collection[int] | None = None) -> Sequence[Survey]:
    """Surveys (of these organisations, or all) that can be answered now; those that end first come first."""
    is_open = _owned(owners).where(Survey.status == SurveyStatus.OPEN)
    return db.session.scalars(is_open.order_by(*ENDING_FIRST).limit(limit)).all()


def coming_surveys(today: date, limit: int, owners: Collection[int] | None = None) -> Sequence[Survey]:
    """Surveys (of these organisations, or all) whose opening has been announced, the next one first."""
    announced = and_(Survey.status == SurveyStatus.PREPARING, Survey.opens_on >= today)
    return db.session.scalars(_owned(owners).where(announced).order_by(Survey.opens_on, Survey.id).limit(limit)).all()


def own_surveys_in(
    statuses: Collection[SurveyStatus], organisation_ids: Collection[int], limit: int
) -> Sequence[Survey]:
    """Surveys of these organisations in one of these states; those that end first come first."""
    found = _lists().where(Survey.status.in_(statuses), Survey.organisation_id.in_(organisation_ids))
    return db.session.scalars(found.order_by(*ENDING_FIRST).limit(limit)).all()


def unfinished_surveys(organisation_ids: Collection[int]) -> Sequence[tuple[Survey, bool, bool]]:
    """Surveys of these organisations of which something is still to come, be it only a deletion.

    Each with whether anybody has answered it, on trial or in earnest, and whether texts wait to be put under a theme.
    """
    kept = or_(Survey.answers_deleted_at.is_(None), Survey.texts_deleted_at.is_(None))
    answered = select(Answer.id).where(Answer.survey_id == Survey.id).exists()
    unread = select(FreeText.id).where(FreeText.survey_id == Survey.id, FreeText.theme_id.is_(None)).exists()
    found = select(Survey, answered, unread).where(Survey.organisation_id.in_(organisation_ids), kept)
    return [(survey, tried, waiting) for survey, tried, waiting in db.session.execute(found.order_by(Survey.id))]


def possible_successors(survey: Survey) -> Sequence[Survey]:
    """Surveys of the same organisation that can follow this one, newest first: not ended yet, and not itself."""
    following = _lists().where(
        Survey.organisation_id == survey.organisation_id, Survey.id != survey.id, Survey.status.not_in(FINISHED)
    )
    return db.session.scalars(following.order_by(Survey.id.desc()).limit(100)).all()


def _owned(owners: Collection[int] | None) -> Select[Survey]:
    return _lists() if owners is None else _lists().where(Survey.organisation_id.in_(owners))


def _lists() -> Select[Survey]:
    return select(Survey).options(joinedload(Survey.organisation))


def _become_the_writer() -> None:
    """On SQLite a transaction begins with its first write only; what was read before could have changed by then."""
    connection = db.session.connection()
    driver = connection.connection.driver_connection
    if isinstance(driver, sqlite3.Connection) and not driver.in_transaction:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
