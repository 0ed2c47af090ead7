"""Named reads of the office's and the public pages of surveys: lists, themes and the texts they rest on."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import joinedload

from participation.accounts.models import AuditLine
from participation.disclosure import document as disclosure
from participation.extensions import db
from surveys.models import FreeText, Survey, Theme
from surveys.queries import current_version
from surveys.questionnaire import load
from surveys.rules import SurveyStatus, theme_band

SOURCE = "survey"
"""The kind under which summaries know surveys (surveys.summaries)."""

ALL = "alle"
WITHOUT_THEME = "ohne"
THEME_WORK = ("create_theme", "update_theme", "delete_theme", "assign_texts")
FINISHED = (SurveyStatus.CLOSED, SurveyStatus.SETTLED)
ENDING_FIRST = (Survey.closes_on.is_(None), Survey.closes_on, Survey.id)


def public_surveys() -> Select[Survey]:
    """What everybody may know of: open surveys, then announced ones, then finished ones, to be paged by the caller."""
    known = or_(Survey.status != SurveyStatus.PREPARING, Survey.opens_on.is_not(None))
    place = case((Survey.status == SurveyStatus.OPEN, 0), (Survey.status == SurveyStatus.PREPARING, 1), else_=2)
    return _lists().where(known).order_by(place, Survey.closed_at.desc(), Survey.opens_on, Survey.id.desc())


def open_surveys(limit: int) -> Sequence[Survey]:
    """Surveys that can be answered now; those that end first come first."""
    is_open = _lists().where(Survey.status == SurveyStatus.OPEN)
    return db.session.scalars(is_open.order_by(*ENDING_FIRST).limit(limit)).all()


def coming_surveys(today: date, limit: int) -> Sequence[Survey]:
    """Surveys in preparation whose opening has been announced, the next one first."""
    announced = and_(Survey.status == SurveyStatus.PREPARING, Survey.opens_on >= today)
    return db.session.scalars(_lists().where(announced).order_by(Survey.opens_on, Survey.id).limit(limit)).all()


def own_surveys_in(
    statuses: Collection[SurveyStatus], organisation_ids: Collection[int], limit: int
) -> Sequence[Survey]:
    """Surveys of these organisations in one of these states; those that end first come first."""
    found = _lists().where(Survey.status.in_(statuses), Survey.organisation_id.in_(organisation_ids))
    return db.session.scalars(found.order_by(*ENDING_FIRST).limit(limit)).all()


def own_settled_without(
    released: Collection[tuple[str, str]], organisation_ids: Collection[int], limit: int
) -> Sequence[Survey]:
    """Surveys of these organisations whose answers are complete and that are not among the released subjects."""
    done = [public_id for source, public_id in released if source == SOURCE]
    found = _lists().where(
        Survey.status == SurveyStatus.SETTLED,
        Survey.organisation_id.in_(organisation_ids),
        Survey.public_id.not_in(done),
    )
    return db.session.scalars(found.order_by(Survey.settled_at, Survey.id).limit(limit)).all()


def possible_successors(survey: Survey) -> Sequence[Survey]:
    """Surveys of the same organisation that can follow this one, newest first: not ended yet, and not itself."""
    following = _lists().where(
        Survey.organisation_id == survey.organisation_id, Survey.id != survey.id, Survey.status.not_in(FINISHED)
    )
    return db.session.scalars(following.order_by(Survey.id.desc()).limit(100)).all()


def text_counts(survey: Survey) -> dict[str, tuple[int, int]]:
    """Question key to (free texts, those without a theme)."""
    without = func.sum(case((FreeText.theme_id.is_(None), 1), else_=0))
    counted = select(FreeText.question, func.count(), without).where(FreeText.survey_id == survey.id)
    rows = db.session.execute(counted.group_by(FreeText.question))
    return {question: (number, int(untouched)) for question, number, untouched in rows}


def texts(survey: Survey, question: str, choice: str | Theme) -> Select[FreeText]:
    """Free texts of a question in the order of their random keys, to be paged by the caller.

    ``choice``: ``ALL``, ``WITHOUT_THEME`` or the theme whose texts are wanted.
    """
    found = select(FreeText).where(FreeText.survey_id == survey.id, FreeText.question == question).order_by(FreeText.id)
    if isinstance(choice, Theme):
        return found.where(FreeText.theme_id == choice.id)
    return found.where(FreeText.theme_id.is_(None)) if choice == WITHOUT_THEME else found


def texts_by_id(survey: Survey, question: str, ids: Collection[UUID]) -> Sequence[FreeText]:
    """These texts, as far as they belong to the question."""
    return db.session.scalars(texts(survey, question, ALL).where(FreeText.id.in_(ids))).all()


def themes(survey: Survey, question: str | None = None) -> Sequence[Theme]:
    """The survey's themes, of one question or of all, in the order in which they were written."""
    found = select(Theme).where(Theme.survey_id == survey.id).order_by(Theme.question, Theme.id)
    return db.session.scalars(found if question is None else found.where(Theme.question == question)).all()


def theme_by_public_id(survey: Survey, question: str, public_id: str) -> Theme | None:
    """The theme of that question."""
    found = select(Theme).where(Theme.survey_id == survey.id, Theme.question == question, Theme.public_id == public_id)
    return db.session.scalar(found)


def theme_bands(survey: Survey) -> dict[int, str | None]:
    """Theme id to the word for its support, None while it may not be published; themes without texts are left out."""
    towns = func.count(func.distinct(func.nullif(FreeText.town, "")))
    counted = select(FreeText.theme_id, func.count(), towns).where(
        FreeText.survey_id == survey.id, FreeText.theme_id.is_not(None)
    )
    rows = db.session.execute(counted.group_by(FreeText.theme_id))
    return {theme_id: theme_band(number, of_towns) for theme_id, number, of_towns in rows if theme_id is not None}


def published_themes(survey: Survey) -> list[disclosure.Theme]:
    """The themes that may be published, in a person's words, by question in the order of the questionnaire."""
    bands, questions = theme_bands(survey), load(current_version(survey).definition).questions
    order = list(questions)
    publishable = [
        disclosure.Theme(theme.question, theme.title, theme.paraphrase, band, questions[theme.question].workstreams)
        for theme in themes(survey)
        if (band := bands.get(theme.id)) is not None and theme.question in questions
    ]
    return sorted(publishable, key=lambda theme: order.index(theme.question))


def theme_authors(survey: Survey) -> set[int]:
    """Ids of the accounts that, by the audit trail, had a hand in the survey's themes."""
    found = select(AuditLine.account_id).where(
        AuditLine.subject_kind == SOURCE, AuditLine.subject_id == survey.public_id, AuditLine.action.in_(THEME_WORK)
    )
    return {account for account in db.session.scalars(found.distinct()) if account is not None}


def texts_of_survey(survey: Survey) -> Iterable[str]:
    """What was written to any of the survey's questions, read in portions."""
    return db.session.scalars(
        select(FreeText.text).where(FreeText.survey_id == survey.id).execution_options(yield_per=500)
    )


def _lists() -> Select[Survey]:
    return select(Survey).options(joinedload(Survey.organisation))
