"""Many rows at once, the same on both databases."""

from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select

from participation.database import insert_rows
from participation.extensions import db
from surveys.models import FreeText, Survey
from tests import factories

ODD = ["", "\\N", "a\tb\\c", "Zeile\nZeile\r\n", "\"'; DROP TABLE free_text; --", "Grüße 🚲 \u202e", "%s %(x)s :x"]


def row(survey: Survey, text: str, number: int) -> dict[str, Any]:
    """A free text whose key tells its place."""
    return {"id": UUID(int=number), "survey_id": survey.id, "question": "worry", "town": "", "text": text}


def test_rows_come_back_as_they_went_in(app: Flask) -> None:
    survey = factories.make_survey()
    insert_rows(FreeText, [row(survey, text, number) for number, text in enumerate(ODD, start=1)])
    db.session.commit()
    found = db.session.scalars(select(FreeText).order_by(FreeText.id)).all()
    assert [one.text for one in found] == ODD
    assert {one.theme_id for one in found} == {None}


def test_no_rows_are_no_statement(app: Flask, statements: list[str]) -> None:
    insert_rows(FreeText, [])
    assert statements == []


@pytest.mark.parametrize("number", [1, 200])
def test_they_belong_to_the_transaction(app: Flask, number: int) -> None:
    survey = factories.make_survey()
    insert_rows(FreeText, [row(survey, "x", place) for place in range(number)])
    db.session.rollback()
    assert db.session.scalars(select(FreeText)).all() == []
