"""Posters: places, counters that say little, and sheets that lead where they say."""

from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from flask import Flask

from participation.accounts.models import AuditLine
from participation.extensions import db
from participation.permissions import Role
from surveys.desk.posters import minutes
from surveys.models import Poster, Survey
from surveys.questionnaire import load
from surveys.rules import poster_count
from tests.factories import make_instance, make_open_survey, make_poster, make_survey
from tests.surveys.desk.test_lists import DIGITALTAG
from tests.visiting import Visitor, text_of

SignIn = Callable[..., Visitor]


def address(survey: Survey, rest: str = "") -> str:
    return f"/verwaltung/umfragen/{survey.public_id}/aushaenge/{rest}"


@pytest.fixture
def demo(app: Flask) -> None:
    """An instance that may print sheets without https."""
    make_instance().demo = True
    db.session.commit()


def test_a_place_gets_a_short_address(sign_in: SignIn, visitor: Visitor) -> None:
    survey = make_open_survey()
    page = sign_in(Role.EDITOR).visit(address(survey))
    shown = page.submit({"place": " Rathaus Marl ", "language": "en"}, button="Aushang anlegen", status=302)
    poster = db.session.query(Poster).one()
    assert (poster.place, poster.language) == ("Rathaus Marl", "en")
    assert f"/u/{poster.code}" in shown.text
    assert "English" in shown.text
    assert visitor.visit(f"/u/{poster.code}").root.get("lang") == "en"
    assert db.session.query(AuditLine).filter_by(action="create_poster").count() == 1


@pytest.mark.parametrize("fields", [{"place": " "}, {"place": "x" * 121}, {"place": "Rathaus", "language": "xx"}])
def test_impossible_posters_are_refused_beside_the_field(sign_in: SignIn, fields: dict[str, str]) -> None:
    page = sign_in(Role.EDITOR).visit(address(make_survey())).submit(fields, button="Aushang anlegen", status=422)
    assert page.root.find(".//*[@aria-invalid='true']") is not None
    assert db.session.query(Poster).count() == 0


def test_reviewers_look_but_do_not_hang_up(sign_in: SignIn) -> None:
    survey = make_survey()
    assert not sign_in(Role.REVIEWER).visit(address(survey)).forms()


@pytest.mark.parametrize(("answers", "shown"), [(0, None), (19, None), (20, 20), (29, 20), (1234, 1230)])
def test_counters_are_shown_from_twenty_and_rounded_down(answers: int, shown: int | None) -> None:
    assert poster_count(answers) == shown


def test_the_list_says_no_more_than_that(sign_in: SignIn) -> None:
    survey = make_open_survey()
    make_poster(survey, "Bus", answers=19)
    make_poster(survey, "Markt", answers=47)
    page = sign_in(Role.EDITOR).visit(address(survey))
    rows = [[text_of(cell) for cell in row] for row in page.root.iter("tr")][1:]
    assert [(row[0], row[3]) for row in rows] == [("Bus", "unter 20"), ("Markt", "40")]


def test_the_list_is_paged_with_a_constant_number_of_queries(sign_in: SignIn, statements: list[str]) -> None:
    survey = make_open_survey()
    visitor = sign_in(Role.EDITOR)
    make_poster(survey)
    statements.clear()
    visitor.visit(address(survey))
    few = len(statements)
    for number in range(30):
        make_poster(survey, f"Ort {number}")
    statements.clear()
    page = visitor.visit(address(survey))
    assert len(statements) == few
    page.follow("2")


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("size", ["a4", "a6"])
def test_a_sheet_leads_where_it_says(sign_in: SignIn, size: str) -> None:
    survey = make_survey(DIGITALTAG)
    poster = make_poster(survey)
    page = sign_in(Role.REVIEWER).visit(address(survey, f"{poster.code}/druck?format={size}"))
    for said in (f"localhost:8000/u/{poster.code}", "anonym und freiwillig", "etwa 5 Minuten", "Українська", "العربية"):
        assert said in page.text
    assert "http://" not in page.text
    assert page.root.find(f".//main[@class='sheet sheet--{size}']") is not None
    code = page.root.find(".//main//{http://www.w3.org/2000/svg}svg")
    assert code is not None
    assert len(ElementTree.tostring(code)) > 1_000


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize(
    ("language", "asked", "spoken"),
    [(None, "", "de"), ("ar", "", "ar"), ("ar", "&sprache=tr", "tr"), ("ar", "&sprache=xx", "ar")],
)
def test_a_sheet_speaks_its_language(sign_in: SignIn, language: str | None, asked: str, spoken: str) -> None:
    survey = make_survey(DIGITALTAG)
    poster = make_poster(survey, language=language)
    page = sign_in(Role.EDITOR).visit(address(survey, f"{poster.code}/druck?format=a4{asked}"))
    assert page.root.get("lang") == spoken
    assert page.root.get("dir") == ("rtl" if spoken == "ar" else "ltr")
    assert "Zurück zu den Aushängen" in page.links


def test_without_https_no_sheet_is_printed(sign_in: SignIn) -> None:
    survey = make_survey()
    poster = make_poster(survey)
    visitor = sign_in(Role.EDITOR)
    assert "https" in visitor.visit(address(survey, f"{poster.code}/druck"), status=400).text
    assert "Blätter lassen sich noch nicht drucken" in visitor.visit(address(survey)).text


@pytest.mark.usefixtures("demo")
def test_sheets_of_other_surveys_or_formats_are_not_found(sign_in: SignIn) -> None:
    survey, poster = make_survey(), make_poster(make_survey())
    own = make_poster(survey)
    visitor = sign_in(Role.EDITOR)
    visitor.visit(address(survey, f"{poster.code}/druck"), status=404)
    visitor.visit(address(survey, f"{own.code}/druck?format=a0"), status=404)


def test_the_duration_grows_with_the_questions() -> None:
    assert minutes(load(DIGITALTAG.read_bytes())) == 5
