"""Deletion on schedule: individual answers and free texts do not outlive their purpose (docs/disclosure.md)."""

from datetime import datetime

from participation.extensions import db
from participation.summaries.queries import release_for_subject
from surveys import queries
from surveys.actions import delete_answers, delete_texts
from surveys.collecting.mover import rewrite_tables
from surveys.models import Survey
from surveys.rules import KIND, SurveyStatus, answers_end, texts_end


def delete_due(now: datetime) -> list[str]:
    """Deletes what is due of every settled survey, and the bytes it leaves in the files; returns their public ids."""
    done = [survey.public_id for survey in queries.in_status(SurveyStatus.SETTLED) if _delete_due(survey, now)]
    db.session.commit()
    if done:
        rewrite_tables()
    return done


def _delete_due(survey: Survey, now: datetime) -> bool:
    if survey.closed_at is None or (survey.answers_deleted_at and survey.texts_deleted_at):
        return False
    release = release_for_subject(KIND, survey.public_id)
    released_at = release.released_at if release else None
    answers = survey.answers_deleted_at is None and now >= answers_end(survey.closed_at, released_at)
    texts = survey.texts_deleted_at is None and now >= texts_end(survey.closed_at, released_at)
    if answers:
        delete_answers(survey, now)
    if texts:
        delete_texts(survey, now)
    return answers or texts
