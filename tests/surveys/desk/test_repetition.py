"""A survey once more, like last year."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from participation.accounts.models import AuditLine
from participation.extensions import db
from participation.permissions import Role
from surveys.models import Answer, FreeText, LedgerEntry, Poster, Survey, Theme
from surveys.planning.repetition import naming_year, proposed
from surveys.queries import current_version
from surveys.questionnaire import load
from surveys.rules import SurveyStatus
from tests import factories
from tests.factories import SMALL_QUESTIONNAIRE
from tests.visiting import Page, Visitor

SignIn = Callable[..., Visitor]
TODAY = date(2026, 6, 26)
DIGITALTAG = load((Path(__file__).parents[3] / "surveys" / "demo" / "digitaltag.json").read_bytes())


def last_year() -> Survey:
    """A finished survey of the year before, with answers, texts, themes and places."""
    survey = factories.make_settled_survey()
    survey.title = {"de": "Digitaltag 2025", "en": "Digital day 2025"}
    document = json.loads(current_version(survey).definition)
    document |= {"title": survey.title, "introduction": {"de": "Seit 2025 fragen wir.", "en": "Since 2025."}}
    current_version(survey).definition = json.dumps(document)
    survey.opens_on, survey.closes_on = date(2025, 6, 27), date(2025, 7, 11)
    factories.make_poster(survey, "Rathaus", "en", answers=40)
    factories.make_poster(survey, "Bücherei")
    factories.make_answers(survey, 30)
    factories.make_free_texts(survey, "Mehr Bänke", theme=factories.make_theme(survey))
    db.session.commit()
    return survey


def page_of(visitor: Visitor, survey: Survey) -> Page:
    """The page that proposes the next one."""
    return visitor.visit(f"/verwaltung/umfragen/{survey.public_id}/").follow("Nächstes Jahr wieder")


def value(page: Page, name: str) -> str:
    """What a field of the form holds."""
    return next(field.get("value", "") for field in page.root.iter("input") if field.get("name") == name)


def test_the_same_weekdays_are_proposed_under_the_next_years_title(sign_in: SignIn) -> None:
    page = page_of(sign_in(Role.EDITOR), last_year())
    assert value(page, "opens_on") == "2026-06-26"
    assert value(page, "closes_on") == "2026-07-10"
    assert (value(page, "title_de"), value(page, "title_en")) == ("Digitaltag 2026", "Digital day 2026")
    assert value(page, "slug").endswith("-2026")
    assert "Freitag, 27.06.2025 → Freitag, 26.06.2026" in page.text
    assert "Seit 2025 fragen wir." in page.text


def test_the_copy_has_questions_plan_and_places_and_nothing_else(sign_in: SignIn) -> None:
    old = last_year()
    page = page_of(sign_in(Role.EDITOR), old).submit({"title_de": "Digitaltag 2026, zweiter Anlauf"}, status=302)
    assert page.h1 == "Digitaltag 2026, zweiter Anlauf"
    made = db.session.query(Survey).order_by(Survey.id.desc()).first()
    assert made is not None
    assert made.id != old.id
    assert made.status == SurveyStatus.PREPARING
    assert made.organisation_id == old.organisation_id
    assert (made.opens_on, made.closes_on) == (date(2026, 6, 26), date(2026, 7, 10))
    assert (made.opened_at, made.closed_at, made.plan_sha256, made.populations) == (None, None, None, {})
    before, after = (load(current_version(one).definition) for one in (old, made))
    for part in ("pages", "dimensions", "table_plan", "languages", "introduction", "thanks"):
        assert getattr(after, part) == getattr(before, part), part
    places = {(one.place, one.language, one.answers) for one in made.posters}
    assert places == {("Rathaus", "en", 0), ("Bücherei", None, 0)}
    assert {one.code for one in made.posters}.isdisjoint(one.code for one in old.posters)
    for table in (Answer, FreeText, LedgerEntry, Theme):
        assert db.session.query(table).filter_by(survey_id=made.id).count() == 0
    line = db.session.query(AuditLine).filter_by(action="repeat_survey").one()
    assert line.subject_id == made.public_id
    assert line.details == {"from": old.public_id, "places": 2}


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"slug": ""}, "Namen für ihre Adresse"),
        ({"slug": "Über uns"}, "Nur kleine Buchstaben"),
        ({"slug": "a--b"}, "Nur kleine Buchstaben"),
        ({"slug": "a" * 81}, "80"),
        ({"title_de": " "}, "einen Titel"),
        ({"title_de": "x" * 301}, "300"),
        ({"opens_on": "2026-07-20"}, "vor dem ersten"),
        ({"closes_on": "2026-06-25"}, "schon vorbei"),
        ({"closes_on": "gestern"}, ""),
    ],
)
def test_bad_entries_are_told_and_nothing_is_made(sign_in: SignIn, fields: dict[str, str], said: str) -> None:
    page = page_of(sign_in(Role.EDITOR), last_year()).submit(fields, status=422)
    assert said in page.text
    assert page.root.find(".//*[@aria-invalid='true']") is not None
    assert db.session.query(Survey).count() == 1


def test_a_name_that_is_taken_is_refused_beside_its_field(sign_in: SignIn) -> None:
    old = last_year()
    taken = factories.make_survey()
    version = taken.version_id
    page = page_of(sign_in(Role.EDITOR), old).submit({"slug": taken.slug}, status=422)
    assert "gibt es schon" in page.text
    db.session.expire_all()
    assert taken.version_id == version
    assert db.session.query(Poster).filter_by(survey_id=taken.id).count() == 0


def test_only_who_prepares_its_surveys_may_repeat_one(sign_in: SignIn) -> None:
    survey = last_year()
    path = f"/verwaltung/umfragen/{survey.public_id}/wiederholen"
    marl = factories.make_organisation("Marl", parent=factories.make_county())
    sign_in(Role.EDITOR, marl).visit(path, 403)
    reviewer = sign_in(Role.REVIEWER)
    reviewer.visit(path, 403)
    assert "Nächstes Jahr wieder" not in reviewer.visit(f"/verwaltung/umfragen/{survey.public_id}/").text


def test_a_survey_without_days_is_proposed_without_days(sign_in: SignIn) -> None:
    page = page_of(sign_in(Role.EDITOR), factories.make_survey())
    assert value(page, "opens_on") == value(page, "closes_on") == ""
    assert value(page, "slug").endswith("-2027")
    assert page.submit(status=302).h1 == "Kleine Umfrage"


def test_copying_asks_as_much_for_many_places_as_for_few(sign_in: SignIn, statements: list[str]) -> None:
    visitor = sign_in(Role.EDITOR)

    def with_places(number: int) -> int:
        survey = factories.make_survey()
        for place in range(number):
            factories.make_poster(survey, f"Ort {place}")
        page = page_of(visitor, survey)
        statements.clear()
        visitor.post(page.path, {"csrf_token": visitor.token(), **_sent(page)}, 302)
        return len(statements)

    few = with_places(2)
    assert with_places(30) == few


def _sent(page: Page) -> dict[str, str]:
    return {name: value(page, name) for name in ("slug", "title_de", "title_en", "opens_on", "closes_on")}


def test_what_lies_years_back_comes_again_in_the_future(app: Flask) -> None:
    assert app
    again = proposed(DIGITALTAG, date(2021, 6, 18), date(2021, 7, 2), 2021, TODAY)
    assert again.opens_on is not None
    assert again.opens_on >= TODAY
    assert again.opens_on.weekday() == 4


def test_the_long_questionnaire_goes_on_too() -> None:
    again = proposed(DIGITALTAG, date(2026, 6, 26), None, 2026, TODAY)
    assert again.slug == DIGITALTAG.slug.replace("2026", "2027")
    assert set(again.title) == set(DIGITALTAG.title)
    assert all("2027" in text for text in again.title.values())
    assert list(naming_year(load(SMALL_QUESTIONNAIRE.read_bytes()), 2026)) == []
