"""Posters: the one behind a code, or those of a survey."""

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from participation.extensions import db
from surveys.models import Poster, Survey


def poster_by_code(code: str) -> Poster | None:
    """The poster of that short address, with its survey."""
    loads = joinedload(Poster.survey).joinedload(Survey.version)
    return db.session.scalar(select(Poster).where(Poster.code == code).options(loads))


def posters_of(survey: Survey) -> Select[Poster]:
    """The survey's posters by place, to be paged by the caller."""
    return select(Poster).where(Poster.survey_id == survey.id).order_by(Poster.place, Poster.id)


def poster_count(survey: Survey) -> int:
    """How many places the survey has."""
    return db.session.scalar(select(func.count()).select_from(Poster).where(Poster.survey_id == survey.id)) or 0
