"""Deletion on schedule: what was asked of people does not outlive its purpose."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from participation.extensions import db
from surveys.collecting.retention import delete_answers_due, delete_texts_due
from surveys.models import Answer, FreeText, LedgerEntry, Survey
from surveys.rules import SurveyStatus, answers_end, texts_end
from tests.factories import make_county

CLOSED = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("released_after", "answers_after", "texts_after"),
    [(10, 40, 100), (0, 30, 90), (340, 365, 365), (None, 365, 365)],
    ids=["soon released", "released at once", "released late", "never released"],
)
def test_nothing_is_kept_longer_than_promised(released_after: int | None, answers_after: int, texts_after: int) -> None:
    released = None if released_after is None else CLOSED + released_after * DAY
    assert answers_end(CLOSED, released) == CLOSED + answers_after * DAY
    assert texts_end(CLOSED, released) == CLOSED + texts_after * DAY


def test_a_year_after_closing_nothing_individual_is_left(app: Flask) -> None:
    survey = Survey(slug="alt", title={"de": "Alt"}, organisation=make_county(), status=SurveyStatus.SETTLED)
    survey.closed_at = CLOSED
    db.session.add(survey)
    db.session.flush()
    db.session.add(Answer(survey_id=survey.id, version=1, payload="{}"))
    db.session.add(LedgerEntry(survey_id=survey.id, attempt_hash="a" * 64))
    db.session.add(FreeText(survey_id=survey.id, question="idea", town="", text="Mehr Bänke."))
    db.session.commit()

    assert (delete_answers_due(CLOSED + 364 * DAY), delete_texts_due(CLOSED + 364 * DAY)) == (0, 0)
    assert (delete_answers_due(CLOSED + 365 * DAY), delete_texts_due(CLOSED + 365 * DAY)) == (1, 1)
    for model in (Answer, LedgerEntry, FreeText):
        assert db.session.scalar(select(func.count()).select_from(model)) == 0
    assert (delete_answers_due(CLOSED + 366 * DAY), delete_texts_due(CLOSED + 366 * DAY)) == (0, 0)
