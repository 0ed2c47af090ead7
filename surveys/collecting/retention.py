"""Deletion on schedule: individual answers and free texts do not outlive their purpose (docs/disclosure.md)."""

from collections.abc import Callable
from datetime import datetime

from flask import Flask
from flask_babel import lazy_gettext as _l

from participation.extensions import db
from participation.kept import Kept, add_impersonal, add_kept
from participation.summaries.queries import release_for_subject
from surveys import queries
from surveys.actions import delete_answers, delete_texts
from surveys.collecting.mover import rewrite_tables
from surveys.models import Survey
from surveys.rules import ANSWERS_KEPT, KIND, TEXTS_KEPT, SurveyStatus, answers_end, texts_end


def init_retention(app: Flask) -> None:
    """Says what surveys keep of people, and how long."""
    add_kept(
        app,
        Kept(
            _l("Accepted answers on their way into the database, encrypted"),
            _l("So that none is lost when something fails"),
            None,
            _l("until 20 are together; a day after the survey has closed at the latest"),
        ),
    )
    add_kept(
        app,
        Kept(
            _l("Individual answers of a survey, and that a form was used"),
            _l("To count them for the result that was announced, each once"),
            ANSWERS_KEPT,
            _l("after the result was published; 12 months after the survey has closed at the latest"),
            delete_answers_due,
            ("answer", "ledger"),
        ),
    )
    add_kept(
        app,
        Kept(
            _l("What people wrote in their own words in a survey"),
            _l("To sum it up as themes; it is never published"),
            TEXTS_KEPT,
            _l("after the result was published; 12 months after the survey has closed at the latest"),
            delete_texts_due,
            ("free_text",),
        ),
    )
    add_impersonal(
        app,
        {
            "survey": "what the office prepared, and when it opened and closed",
            "survey_version": "the questionnaire",
            "poster": "places, each with a number of answers that grows in whole batches",
            "theme": "what the office wrote about many texts",
        },
    )


def delete_answers_due(now: datetime) -> int:
    """Deletes the individual answers whose time is over, and their bytes in the files; of how many surveys."""
    kept = [survey for survey in queries.in_status(SurveyStatus.SETTLED) if survey.answers_deleted_at is None]
    due = [survey for survey in kept if _is_over(survey, answers_end, now)]
    for survey in due:
        delete_answers(survey, now)
    return _done(due)


def delete_texts_due(now: datetime) -> int:
    """Deletes the free texts whose time is over, and their bytes in the files; of how many surveys."""
    kept = [survey for survey in queries.in_status(SurveyStatus.SETTLED) if survey.texts_deleted_at is None]
    due = [survey for survey in kept if _is_over(survey, texts_end, now)]
    for survey in due:
        delete_texts(survey, now)
    return _done(due)


def _is_over(survey: Survey, end: Callable[[datetime, datetime | None], datetime], now: datetime) -> bool:
    if survey.closed_at is None:
        return False
    release = release_for_subject(KIND, survey.public_id)
    return now >= end(survey.closed_at, release.released_at if release else None)


def _done(surveys: list[Survey]) -> int:
    db.session.commit()
    if surveys:
        rewrite_tables()
    return len(surveys)
