"""What everybody can read of surveys: the list, the plan beforehand, the result or when it comes."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest

from participation.disclosure.noise import two_sided_geometric
from participation.extensions import db
from participation.permissions import Role
from participation.summaries.actions import draw_draft, release_draft
from participation.summaries.freezing import freeze
from participation.summaries.rules import ReviewPoint
from surveys.actions import open_survey
from surveys.models import Survey
from surveys.summaries import SurveySource
from tests.conftest import START
from tests.factories import (
    LONG_AGO,
    make_account,
    make_answers,
    make_closed_survey,
    make_open_survey,
    make_settled_survey,
    make_survey,
)
from tests.surveys.desk.test_lists import DIGITALTAG
from tests.visiting import Visitor, text_of


def announced() -> Survey:
    survey = make_survey()
    survey.opens_on = START.date() + timedelta(days=5)
    db.session.commit()
    return survey


def released() -> Survey:
    """A survey whose result has been published, by the real way."""
    survey = make_settled_survey()
    make_answers(survey, 120)
    source = SurveySource()
    (subject,) = [one for one in source.subjects([survey.organisation_id]) if one.public_id == survey.public_id]
    draft = draw_draft(source, subject, make_account(), LONG_AGO, two_sided_geometric)
    seen = freeze(source, draft, None).sha256
    release_draft(source, draft, make_account(Role.REVIEWER), list(ReviewPoint), seen, LONG_AGO)
    db.session.commit()
    return survey


def test_the_list_groups_by_what_can_be_done(visitor: Visitor) -> None:
    make_survey()
    for make in (make_open_survey, announced, make_closed_survey, released):
        make()
    page = visitor.visit("/umfragen/")
    assert [text_of(h) for h in page.root.iter("h2")] == ["Geöffnet", "Demnächst", "Beendet"]
    assert [text_of(h) for h in page.root.iter("h3")] == ["Kleine Umfrage"] * 4
    for said in ("Mitmachen", "Öffnet am 01.07.2026", "Zum Ergebnis", "Das Ergebnis wird vorbereitet"):
        assert said in page.text


def test_an_empty_list_says_so(visitor: Visitor) -> None:
    assert "Zurzeit gibt es keine Umfrage." in visitor.visit("/umfragen/").text


def test_the_list_is_paged_with_a_constant_number_of_queries(visitor: Visitor, statements: list[str]) -> None:
    make_open_survey()
    statements.clear()
    visitor.visit("/umfragen/")
    few = len(statements)
    for _number in range(27):
        make_open_survey()
    statements.clear()
    page = visitor.visit("/umfragen/")
    assert len(statements) == few
    assert page.follow("2").root.findall(".//h3")


@pytest.mark.parametrize("language", ["de", "en", "de-simple", "tr", "uk", "ar"])
def test_the_plan_stands_in_every_language_of_the_survey(visitor: Visitor, language: str) -> None:
    survey = make_survey(DIGITALTAG)
    page = visitor.visit(f"/umfragen/{survey.slug}/plan?sprache={language}")
    assert json.loads(DIGITALTAG.read_text())["title"][language] in page.text
    assert page.root.get("lang") == language


def test_the_plan_says_exactly_what_the_table_plan_holds(visitor: Visitor) -> None:
    survey = make_survey()
    page = visitor.visit(f"/umfragen/{survey.slug}/plan")
    assert "noch nicht geöffnet" in page.text
    open_survey(survey, None, LONG_AGO)
    db.session.commit()
    page = visitor.visit(f"/umfragen/{survey.slug}/plan")
    details = {text_of(d.find("summary")): text_of(d) for d in page.root.findall(".//main//details")}
    assert list(details) == ["Wo wohnen Sie?", "Vertrauen Sie digitalen Ämtern?", "Was nutzen Sie?"]
    assert "Nach Stadt: Marl, Recklinghausen." in details["Vertrauen Sie digitalen Ämtern?"]
    assert "um etwa 1; eine Zeile wird ab etwa 20 Antworten" in details["Vertrauen Sie digitalen Ämtern?"]
    assert "Keine weitere Tabelle." in details["Was nutzen Sie?"]
    assert survey.plan_sha256 is not None
    assert survey.plan_sha256 in page.text
    assert "Was macht Ihnen Sorgen?" in page.text.split("Texte in Ihren eigenen Worten")[1]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (announced, "Sie öffnet am 01.07.2026."),
        (make_survey, "Diese Umfrage ist noch nicht geöffnet."),
        (make_open_survey, "noch kein Ergebnis"),
        (lambda: make_closed_survey(START), "27.06.2026, 10:00 Uhr"),
        (make_settled_survey, "eine zweite Person prüft"),
    ],
)
def test_before_the_release_the_page_says_when_it_comes(
    visitor: Visitor, make: Callable[[], Survey], said: str
) -> None:
    path = f"/umfragen/{make().slug}/ergebnis"
    assert said in visitor.visit(path).text
    assert visitor.visit(f"{path}?sprache=en").h1 == "Small survey"


def test_the_result_is_shown_with_its_files(visitor: Visitor) -> None:
    survey = released()
    page = visitor.visit(f"/umfragen/{survey.slug}/ergebnis")
    assert "Wer hat mitgemacht" in page.text
    assert "Vertrauen Sie digitalen Ämtern?" in page.text
    assert visitor.get(page.links["CSV"]).mimetype == "text/csv"


@pytest.mark.parametrize("rest", ["plan", "ergebnis"])
def test_unknown_surveys_are_not_found(visitor: Visitor, rest: str) -> None:
    visitor.visit(f"/umfragen/gibt-es-nicht/{rest}", status=404)


def test_the_start_page_invites(visitor: Visitor) -> None:
    assert "Jetzt mitmachen" not in visitor.visit("/").text
    coming = announced()
    page = visitor.visit("/")
    assert "Demnächst" in page.text
    assert page.links["Kleine Umfrage"] == f"/umfragen/{coming.slug}/plan"
    coming.opens_on = None
    db.session.commit()
    make_open_survey()
    page = visitor.visit("/")
    assert "Jetzt mitmachen" in page.text
    assert page.follow("Kleine Umfrage").forms()
