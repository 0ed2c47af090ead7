"""What surveys keep in each process: spool, keys, limits, and for a second the surveys people may answer."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from threading import BoundedSemaphore

from flask import Flask, current_app

from participation.config import Settings
from participation.kit.keys import derive
from participation.limits import CrowdLimit
from participation.organisations.queries import instance
from participation.types import Text
from surveys import queries
from surveys.answering.chance import Chance
from surveys.collecting.spool import SpoolReader, SpoolWriter
from surveys.models import Poster, Survey
from surveys.planning.checking import complete_languages
from surveys.questionnaire import Questionnaire, load
from surveys.rules import SurveyStatus

FRESH_SECONDS = 1.0
"""How long a process may answer from what it knows of a survey before it looks again."""

MOST_KEPT = 2_000
MOST_WAITING = 3
"""How many answers of a crowd may be held back at a time; further ones go on at once, so that threads stay free."""


@dataclass(frozen=True)
class Live:
    """A survey as people meet it at one address: everything that answering needs, no database row."""

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


@dataclass
class State:
    """One per application and process."""

    writer: SpoolWriter
    reader: SpoolReader
    attempt_key: bytes
    trial_key: bytes
    crowd: CrowdLimit
    chance: Chance = field(default_factory=Chance)
    waiting: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(MOST_WAITING))
    live: dict[tuple[str, str], tuple[float, Live | None]] = field(default_factory=dict)
    questionnaires: dict[str, tuple[Questionnaire, tuple[str, ...]]] = field(default_factory=dict)
    bodies: dict[tuple[object, ...], object] = field(default_factory=dict)

    def forget(self) -> None:
        """Drops everything kept from the database."""
        self.live.clear()
        self.questionnaires.clear()
        self.bodies.clear()


def init_app(app: Flask) -> None:
    """Gives the application its state."""
    settings: Settings = app.extensions["settings"]
    secret = settings.secret_key.encode()
    state = State(
        writer=SpoolWriter(settings.spool_dir),
        reader=SpoolReader(settings.spool_dir),
        attempt_key=derive(secret, "survey attempts"),
        trial_key=derive(secret, "survey rehearsals"),
        crowd=CrowdLimit(settings.answers_per_minute),
    )
    app.extensions["surveys"] = state
    app.extensions["forget"].append(state.forget)


def state() -> State:
    """The state of the running application."""
    found: State = current_app.extensions["surveys"]
    return found


def live_by_slug(slug: str) -> Live | None:
    """The survey of that name, as of at most a second ago."""
    return _fresh(("slug", slug), lambda: _live(queries.survey_by_slug(slug), None))


def live_by_code(code: str) -> Live | None:
    """The survey behind that poster, as of at most a second ago; an ended one gives way to its successor."""
    return _fresh(("code", code), lambda: _behind(queries.poster_by_code(code)))


def _fresh(key: tuple[str, str], look: Callable[[], Live | None]) -> Live | None:
    kept, moment = state().live, time.monotonic()
    found = kept.get(key)
    if found is not None and moment - found[0] <= FRESH_SECONDS:
        return found[1]
    if found is not None:
        kept[key] = (moment, found[1])  # meanwhile the other threads need not all look at the same time
    elif len(kept) >= MOST_KEPT:
        kept.clear()
    try:
        live = look()
    except BaseException:
        kept.pop(key, None)
        raise
    kept[key] = (moment, live)
    return live


def _behind(poster: Poster | None) -> Live | None:
    if poster is None:
        return None
    survey = poster.survey
    own = _live(survey, poster)
    ended = survey.status in (SurveyStatus.CLOSED, SurveyStatus.SETTLED)
    successor = survey.successor if ended else None
    if successor is None or successor.status != SurveyStatus.OPEN:
        return own
    following = _live(successor, poster)
    return replace(following, before=own) if following else own


def _live(survey: Survey | None, poster: Poster | None) -> Live | None:
    if survey is None or survey.version is None:
        return None
    known = state().questionnaires
    if survey.version.sha256 not in known:
        loaded = load(survey.version.definition)
        known[survey.version.sha256] = loaded, complete_languages(loaded)
    questionnaire, languages = known[survey.version.sha256]
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
