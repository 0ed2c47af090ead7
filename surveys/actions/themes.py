"""Themes: what readers make of free texts, in their own words."""

from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import update

from participation.accounts.actions import audit
from participation.accounts.models import Account
from participation.errors import UserError
from participation.extensions import db
from participation.types import Text
from surveys.models import FreeText, Survey, Theme
from surveys.queries import texts_of_survey
from surveys.reading.quotations import quotation
from surveys.rules import KIND


class QuotationError(UserError):
    """A theme would repeat somebody's words; ``language`` and ``part`` (title or paraphrase) say where."""

    def __init__(self, words: str, language: str, part: str) -> None:
        super().__init__(
            _("These words stand in a text just like that: “%(words)s”. Please say it in your own words.", words=words)
        )
        self.language, self.part = language, part


def create_theme(
    survey: Survey, question: str, title: Text, paraphrase: Text, account: Account, now: datetime
) -> Theme:
    """A theme without any texts yet. Raises QuotationError when its words repeat a text of the survey."""
    refuse_quotation(title, paraphrase, texts_of_survey(survey))
    theme = Theme(survey_id=survey.id, question=question, title=title, paraphrase=paraphrase)
    db.session.add(theme)
    db.session.flush()
    details = {"theme": theme.public_id}
    audit(account, "create_theme", KIND, survey.public_id, now, details, of=survey.organisation_id)
    return theme


def update_theme(survey: Survey, theme: Theme, title: Text, paraphrase: Text, account: Account, now: datetime) -> None:
    """Other words for a theme. Raises QuotationError when they repeat a text of the survey, its own or not."""
    refuse_quotation(title, paraphrase, texts_of_survey(survey))
    theme.title, theme.paraphrase = title, paraphrase
    details = {"theme": theme.public_id}
    audit(account, "update_theme", KIND, survey.public_id, now, details, of=survey.organisation_id)


def delete_theme(survey: Survey, theme: Theme, account: Account, now: datetime) -> None:
    """Takes a theme away; its texts are without a theme again."""
    db.session.execute(update(FreeText).where(FreeText.theme_id == theme.id).values(theme_id=None))
    db.session.delete(theme)
    details = {"theme": theme.public_id}
    audit(account, "delete_theme", KIND, survey.public_id, now, details, of=survey.organisation_id)


def assign_texts(
    survey: Survey, texts: Iterable[FreeText], theme: Theme | None, account: Account, now: datetime
) -> int:
    """Puts texts under a theme (None: under none); returns how many changed.

    Raises QuotationError when the theme's words repeat one of them.
    """
    moved = [text for text in texts if text.theme_id != (theme.id if theme else None)]
    if theme is not None:
        refuse_quotation(theme.title, theme.paraphrase, [text.text for text in moved])
    for text in moved:
        text.theme_id = theme.id if theme else None
    details = {"theme": theme.public_id if theme else None, "texts": len(moved)}
    audit(account, "assign_texts", KIND, survey.public_id, now, details, of=survey.organisation_id)
    return len(moved)


def refuse_quotation(title: Text, paraphrase: Text, texts: Iterable[str]) -> None:
    """Raises QuotationError naming the first words in a row that one of the texts has as well."""
    said = list(texts)
    for part, written in (("title", title), ("paraphrase", paraphrase)):
        for language, words in written.items():
            found = quotation(words, said)
            if found:
                raise QuotationError(found, language, part)
