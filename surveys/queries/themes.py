"""Free texts and the themes that people find in them."""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from sqlalchemy import Select, case, func, select

from participation.accounts.models import AuditLine
from participation.disclosure import document as disclosure
from participation.extensions import db
from surveys.models import FreeText, Survey, Theme
from surveys.queries.surveys import current_version
from surveys.questionnaire import load
from surveys.rules import KIND, theme_band

ALL = "alle"
WITHOUT_THEME = "ohne"
THEME_WORK = ("create_theme", "update_theme", "delete_theme", "assign_texts")


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


def themes_of(survey: Survey, question: str | None = None) -> Sequence[Theme]:
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
        disclosure.Theme(
            theme.public_id,
            theme.question,
            theme.title,
            theme.paraphrase,
            band,
            questions[theme.question].workstreams,
        )
        for theme in themes_of(survey)
        if (band := bands.get(theme.id)) is not None and theme.question in questions
    ]
    return sorted(publishable, key=lambda theme: order.index(theme.question))


def theme_authors(public_ids: Collection[str]) -> dict[str, set[int]]:
    """Public id of each survey to the accounts that, by the audit trail, had a hand in its themes."""
    found = select(AuditLine.subject_id, AuditLine.account_id).where(
        AuditLine.subject_kind == KIND, AuditLine.subject_id.in_(public_ids), AuditLine.action.in_(THEME_WORK)
    )
    authors: dict[str, set[int]] = {}
    for public_id, account in db.session.execute(found.distinct()):
        if account is not None:
            authors.setdefault(public_id, set()).add(account)
    return authors


def texts_of_survey(survey: Survey) -> Iterable[str]:
    """What was written to any of the survey's questions, read in portions."""
    return db.session.scalars(
        select(FreeText.text).where(FreeText.survey_id == survey.id).execution_options(yield_per=500)
    )
