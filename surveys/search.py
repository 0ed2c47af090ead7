"""How surveys are found by the search: by title, introduction and questions; never by anything that was answered."""

from collections.abc import Collection, Iterator, Mapping

from flask import Flask, url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from participation.extensions import db
from participation.kit.search.kinds import Document, SearchKind, in_each_language, register_kind
from surveys.models import Survey
from surveys.questionnaire import load
from surveys.rules import KIND, SurveyStatus


def init_search(app: Flask) -> None:
    """Registers the kind."""
    register_kind(app, SearchKind(KIND, _l("Survey"), _surveys, _addresses))


def _surveys(public_ids: Collection[str] | None) -> Iterator[Document]:
    found = select(Survey).where(Survey.version_id.is_not(None)).options(joinedload(Survey.version))
    if public_ids is not None:
        found = found.where(Survey.public_id.in_(public_ids))
    for one in db.session.scalars(found).all():
        questionnaire = load(one.version.definition) if one.version else None
        if questionnaire is not None:
            said = [questionnaire.introduction, *(question.text for question in questionnaire.questions.values())]
            announced = one.status != SurveyStatus.PREPARING or one.opens_on is not None
            yield from in_each_language(KIND, one.public_id, one.title, said, one.organisation_id, announced)


def _addresses(public_ids: Collection[str]) -> Mapping[str, str]:
    found = db.session.execute(
        select(Survey.public_id, Survey.slug, Survey.status).where(Survey.public_id.in_(public_ids))
    )
    return {public_id: url_for(_page(status), slug=slug) for public_id, slug, status in found}


def _page(status: str) -> str:
    pages = {SurveyStatus.PREPARING: "surveys_public.plan", SurveyStatus.OPEN: "surveys.show"}
    return pages.get(SurveyStatus(status), "surveys_public.result")
