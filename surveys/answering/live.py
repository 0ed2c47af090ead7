"""A survey as people meet it: everything that answering needs of the database, in one value without a row."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from participation.organisations.queries import instance
from participation.types import Text
from surveys.models import Poster, Survey, SurveyVersion
from surveys.planning.checking import complete_languages
from surveys.questionnaire import Questionnaire, load
from surveys.rules import FINISHED, SurveyStatus


@dataclass(frozen=True)
class Live:
    """A survey at one address, its own or a poster's."""

    public_id: str
    slug: str
    title: Text
    status: SurveyStatus
    closed_at: datetime | None
    opens_on: date | None
    closes_on: date | None
    version: int
    questionnaire: Questionnaire
    languages: tuple[str, ...]
    brand: str
    demo: bool
    poster: str | None
    poster_language: str | None
    successor: str | None
    before: "Live | None" = None
    """The poster's own survey when this is its successor: forms of it that were begun in time still arrive here."""

    @property
    def offered(self) -> tuple[str, ...]:
        """The languages for who has chosen none: the poster's own, else all."""
        poster = self.poster_language
        return (poster,) if poster is not None and poster in self.languages else self.languages


Questionnaires = dict[str, tuple[Questionnaire, tuple[str, ...]]]
"""By hash of its file, a questionnaire and the languages it is complete in. Loading one costs more than a page does."""


def live_of(survey: Survey | None, poster: Poster | None, loaded: Questionnaires) -> Live | None:
    """The survey as it is met at the poster, or at its own address; None while it has no questionnaire."""
    if survey is None or survey.version is None:
        return None
    questionnaire, languages = _questionnaire(survey.version, loaded)
    row = instance()
    return Live(
        public_id=survey.public_id,
        slug=survey.slug,
        title=dict(survey.title),
        status=SurveyStatus(survey.status),
        closed_at=survey.closed_at,
        opens_on=survey.opens_on,
        closes_on=survey.closes_on,
        version=survey.version.number,
        questionnaire=questionnaire,
        languages=languages,
        brand=row.name,
        demo=row.demo,
        poster=poster.code if poster else None,
        poster_language=poster.language if poster else None,
        successor=survey.successor.slug if survey.successor else None,
    )


def live_behind(poster: Poster | None, loaded: Questionnaires) -> Live | None:
    """The poster's survey; once that has ended and its successor is open, the successor, which knows it as `before`."""
    if poster is None:
        return None
    survey = poster.survey
    own = live_of(survey, poster, loaded)
    successor = survey.successor if survey.status in FINISHED else None
    if successor is None or successor.status != SurveyStatus.OPEN:
        return own
    following = live_of(successor, poster, loaded)
    return replace(following, before=own) if following else own


def _questionnaire(version: SurveyVersion, loaded: Questionnaires) -> tuple[Questionnaire, tuple[str, ...]]:
    if version.sha256 not in loaded:
        questionnaire = load(version.definition)
        loaded[version.sha256] = questionnaire, complete_languages(questionnaire)
    return loaded[version.sha256]
