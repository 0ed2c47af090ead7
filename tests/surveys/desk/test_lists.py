"""The office's list of surveys, importing a questionnaire, and giving it back."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from participation.accounts.models import AuditLine
from participation.extensions import db
from participation.permissions import Role
from surveys.models import Survey
from tests.factories import (
    SMALL_QUESTIONNAIRE,
    make_answers,
    make_closed_survey,
    make_county,
    make_open_survey,
    make_organisation,
    make_settled_survey,
    make_survey,
)
from tests.visiting import Page, Visitor

SignIn = Callable[..., Visitor]
DIGITALTAG = Path(__file__).parents[3] / "surveys" / "demo" / "digitaltag.json"


def upload(page: Page, data: bytes, status: int) -> Page:
    """Sends the import form with this file."""
    fields: dict[str, object] = {"file": (io.BytesIO(data), "fragebogen.json")}
    for element in page.forms()[0].iter("input"):
        if element.get("type") == "hidden":
            fields[str(element.get("name"))] = element.get("value", "")
    options = [option.get("value", "") for option in page.forms()[0].iter("option")]
    response = page.visitor.client.post(
        page.path, data=fields | {"organisation": options[0]}, headers=page.visitor.headers
    )
    assert response.status_code == status, response.text[:2000]
    if status == 302:
        return page.visitor.visit(response.headers["Location"])
    shown = Page(page.visitor, page.path, response)
    shown.check()
    return shown


def test_the_list_rounds_numbers_down(sign_in: SignIn) -> None:
    make_answers(make_open_survey(), 29)
    page = sign_in(Role.COORDINATOR).visit("/verwaltung/umfragen/")
    assert "Kleine Umfrage" in page.text
    assert " 20 " in f" {page.text} "
    assert "29" not in page.text


def test_the_list_shows_own_organisations_only(sign_in: SignIn) -> None:
    make_survey(organisation=make_organisation("Marl", parent=make_county()))
    elsewhere = make_organisation("Herten", parent=make_county())
    assert "Kleine Umfrage" not in sign_in(Role.EDITOR, elsewhere).visit("/verwaltung/umfragen/").text


def test_the_list_asks_as_many_questions_for_many_surveys_as_for_few(sign_in: SignIn, statements: list[str]) -> None:
    visitor = sign_in(Role.COORDINATOR)
    make_survey()
    statements.clear()
    visitor.visit("/verwaltung/umfragen/")
    few = len(statements)
    for _number in range(30):
        make_survey()
    statements.clear()
    page = visitor.visit("/verwaltung/umfragen/")
    assert len(statements) == few
    assert "Kleine Umfrage" in page.follow("2").text


def test_a_questionnaire_is_imported_and_given_back(sign_in: SignIn) -> None:
    make_county()
    visitor = sign_in(Role.EDITOR)
    shown = upload(visitor.visit("/verwaltung/umfragen/neu"), DIGITALTAG.read_bytes(), 302)
    assert shown.h1.startswith("Digitaltag 2026")
    survey = db.session.query(Survey).one()
    back = visitor.get(f"/verwaltung/umfragen/{survey.public_id}/fragebogen.json")
    assert json.loads(back.text)["pages"][0]["key"] == json.loads(DIGITALTAG.read_text())["pages"][0]["key"]
    assert "attachment" in back.headers["Content-Disposition"]
    assert db.session.query(AuditLine).filter_by(action="import_survey").count() == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "JSON"),
        (b"\xff\xfe", "UTF-8"),
        (b"{}", "format"),
        (b"[" * 5000, "tief"),
        (
            SMALL_QUESTIONNAIRE.read_bytes().replace(b'"kind": "scale"', b'"kind": "scales"'),
            "pages[0].questions[1].kind",
        ),
    ],
)
def test_mistakes_of_a_file_are_named_with_their_place(sign_in: SignIn, data: bytes, said: str) -> None:
    page = upload(sign_in(Role.EDITOR).visit("/verwaltung/umfragen/neu"), data, 422)
    assert said in page.text
    assert page.root.find(".//input[@name='file'][@aria-invalid='true']") is not None
    assert db.session.query(Survey).count() == 0


def test_every_mistake_is_listed(sign_in: SignIn) -> None:
    document = json.loads(SMALL_QUESTIONNAIRE.read_text())
    document["pages"][0]["questions"][0]["kind"] = "x"
    document["pages"][0]["questions"][1]["points"] = 99
    page = upload(sign_in(Role.EDITOR).visit("/verwaltung/umfragen/neu"), json.dumps(document).encode(), 422)
    assert "pages[0].questions[0].kind" in page.text
    assert "pages[0].questions[1].points" in page.text


def test_without_a_file_nothing_happens(sign_in: SignIn) -> None:
    page = sign_in(Role.EDITOR).visit("/verwaltung/umfragen/neu").submit(button="Einlesen", status=422)
    assert "Bitte wählen Sie eine Datei." in page.text


def test_a_file_that_is_too_large_gets_a_page(sign_in: SignIn) -> None:
    visitor = sign_in(Role.EDITOR)
    kind = {"Content-Type": "multipart/form-data; boundary=x"}
    response = visitor.client.post("/verwaltung/umfragen/neu", data=b" " * 1_100_000, headers=visitor.headers | kind)
    assert response.status_code == 413
    assert "zu groß" in Page(visitor, "/verwaltung/umfragen/neu", response).text


def test_an_open_survey_is_not_replaced(sign_in: SignIn) -> None:
    survey = make_open_survey()
    document = json.loads(SMALL_QUESTIONNAIRE.read_text()) | {"slug": survey.slug}
    page = upload(sign_in(Role.EDITOR).visit("/verwaltung/umfragen/neu"), json.dumps(document).encode(), 422)
    assert "kann nicht mehr geändert werden" in page.text


def test_reviewers_do_not_import(sign_in: SignIn) -> None:
    sign_in(Role.REVIEWER).visit("/verwaltung/umfragen/neu", status=403)


def test_the_desk_shows_what_runs_and_what_is_ready(sign_in: SignIn) -> None:
    make_open_survey()
    make_closed_survey()
    make_settled_survey()
    page = sign_in(Role.COORDINATOR).visit("/verwaltung/")
    assert "Geöffnet" in page.text
    assert "Nachfrist" in page.text
    assert "Entwurf ziehen" in page.text
