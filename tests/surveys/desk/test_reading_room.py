"""The reading room: who may read, how themes come about, and that nobody's words leave it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from participation.accounts.models import AuditLine
from participation.extensions import db
from participation.permissions import Role
from surveys.models import FreeText, Survey, Theme
from surveys.queries import published_themes
from surveys.rules import Band, theme_band
from tests.conftest import START
from tests.factories import (
    make_closed_survey,
    make_county,
    make_free_texts,
    make_open_survey,
    make_organisation,
    make_settled_survey,
    make_survey,
    make_theme,
)
from tests.visiting import Page, Visitor

SignIn = Callable[..., Visitor]
MARL, RECKLINGHAUSEN = "05562024", "05562032"


def address(survey: Survey, rest: str = "") -> str:
    return f"/verwaltung/umfragen/{survey.public_id}/lesesaal/{rest}"


def boxes(page: Page) -> list[str]:
    """Values of the check boxes beside texts."""
    return [box.get("value", "") for box in page.root.iter("input") if box.get("name") == "text"]


def marks(page: Page) -> list[str]:
    return ["".join(mark.itertext()) for mark in page.root.iter("mark")]


@pytest.mark.parametrize(
    ("texts", "towns", "band"),
    [
        (0, 0, None), (4, 4, None), (5, 1, None), (100, 1, None), (100, 0, None), (5, 2, Band.RARE), (9, 5, Band.RARE),
        (10, 2, Band.SEVERAL), (24, 2, Band.SEVERAL), (25, 2, Band.OFTEN), (10_000, 10, Band.OFTEN),
    ],
)  # fmt: skip
def test_a_theme_needs_five_texts_of_two_towns(texts: int, towns: int, band: Band | None) -> None:
    assert theme_band(texts, towns) == band


@pytest.mark.parametrize(
    "make", [make_survey, make_open_survey, lambda: make_closed_survey(START - timedelta(hours=1))]
)
def test_it_is_closed_while_answers_may_arrive(sign_in: SignIn, make: Callable[[], Survey]) -> None:
    survey = make()
    make_free_texts(survey, "Ein geheimer Text")
    visitor = sign_in(Role.COORDINATOR)
    assert "noch geschlossen" in visitor.visit(address(survey)).text
    assert "geheim" not in visitor.visit(address(survey, "worry/"), status=400).text


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.ADMINISTRATOR])
def test_only_readers_enter(sign_in: SignIn, role: Role) -> None:
    survey = make_settled_survey()
    visitor = sign_in(role)
    visitor.visit(address(survey), status=403)
    visitor.visit(address(survey, "worry/"), status=403)


def test_readers_of_another_town_do_not_enter(sign_in: SignIn) -> None:
    elsewhere = make_organisation("Herten", parent=make_county())
    sign_in(Role.EDITOR, elsewhere).visit(address(make_settled_survey(), "worry/"), status=403)


def test_personal_data_are_marked(sign_in: SignIn) -> None:
    survey = make_settled_survey()
    make_free_texts(survey, "Rufen Sie mich an: 02365 12345, Petra Schulze", "<b>fett</b>\nneue Zeile")
    page = sign_in(Role.EDITOR).visit(address(survey, "worry/"))
    assert marks(page) == ["02365 12345", "Petra Schulze"]
    assert "<b>fett</b>" in page.text


def test_a_theme_comes_about(sign_in: SignIn) -> None:
    survey = make_settled_survey()
    make_free_texts(survey, *[f"Der Bus kommt zu spät {n}" for n in range(4)], town=MARL)
    make_free_texts(survey, "Am Abend fährt nichts", town=RECKLINGHAUSEN)
    visitor = sign_in(Role.EDITOR)
    form = visitor.visit(address(survey)).follow("Was macht Ihnen Sorgen?").follow("Thema notieren")
    fields = {
        "title_de": "Busverkehr",
        "paraphrase_de": "Busse fahren unzuverlässig.",
        "title_en": "Buses",
        "paraphrase_en": "",
    }
    page = form.submit(fields, status=302)
    theme = db.session.query(Theme).one()
    page = page.submit({"text": boxes(page), "theme": theme.public_id}, button="Zuordnen", status=302)
    assert "vereinzelt genannt" in page.text
    assert not boxes(page)
    assert len(boxes(page.follow("alle"))) == 5
    (published,) = published_themes(survey)
    assert (published.question, published.band, published.workstreams) == ("worry", "rare", ("e-government",))
    assert published.title == {"de": "Busverkehr", "en": "Buses"}
    assert published.paraphrase == {"de": "Busse fahren unzuverlässig."}
    done = {line.action for line in db.session.query(AuditLine).filter_by(subject_id=survey.public_id)}
    assert {"create_theme", "assign_texts"} <= done


def test_support_is_said_in_words_only(sign_in: SignIn) -> None:
    survey = make_settled_survey()
    theme = make_theme(survey)
    make_free_texts(survey, *["x"] * 17, theme=theme)
    make_free_texts(survey, *["x"] * 16, town=RECKLINGHAUSEN, theme=theme)
    page = sign_in(Role.EDITOR).visit(address(survey, f"worry/themen/{theme.public_id}"))
    assert "33" not in page.text
    (published,) = published_themes(survey)
    assert published.band == "often"


@pytest.mark.parametrize("towns", [(MARL,) * 6, (MARL, "", "", "", "", "")])
def test_texts_of_one_town_publish_nothing(sign_in: SignIn, towns: tuple[str, ...]) -> None:
    survey = make_settled_survey()
    theme = make_theme(survey)
    for town in towns:
        make_free_texts(survey, "x", town=town, theme=theme)
    assert published_themes(survey) == []
    assert "noch nicht veröffentlichbar" in sign_in(Role.EDITOR).visit(address(survey)).text


def test_a_quotation_is_refused_beside_the_field(sign_in: SignIn) -> None:
    survey = make_settled_survey()
    theme = make_theme(survey)
    make_free_texts(survey, "Ich finde, der Bus kommt nie pünktlich an.", theme=theme)
    page = sign_in(Role.EDITOR).visit(address(survey, f"worry/themen/{theme.public_id}"))
    page = page.submit({"paraphrase_de": "Gesagt wird: Der Bus kommt nie pünktlich!"}, button="Speichern", status=422)
    assert "„Der Bus kommt nie pünktlich“" in page.text
    field = page.root.find(".//textarea[@name='paraphrase_de']")
    assert field is not None
    assert field.get("aria-invalid") == "true"
    db.session.refresh(theme)
    assert theme.paraphrase == {"de": "Worum es geht: Ein Thema"}


def test_texts_that_a_theme_quotes_are_not_assigned_to_it(sign_in: SignIn) -> None:
    survey = make_settled_survey()
    theme = make_theme(survey)
    theme.paraphrase = {"de": "Anders.", "en": "the bus is never on time here"}
    db.session.commit()
    make_free_texts(survey, "The bus is never on time!", "Etwas anderes")
    page = sign_in(Role.EDITOR).visit(address(survey, "worry/"))
    ticked = boxes(page)
    page = page.submit({"text": ticked, "theme": theme.public_id}, button="Zuordnen", status=422)
    assert "the bus is never on time" in page.text
    assert db.session.query(FreeText).filter(FreeText.theme_id.is_not(None)).count() == 0
    assert all(box.get("checked") is not None for box in page.root.iter("input") if box.get("name") == "text")


def test_assigning_nothing_is_refused_in_words(sign_in: SignIn) -> None:
    survey = make_settled_survey()
    theme = make_theme(survey)
    make_free_texts(survey, "x")
    page = sign_in(Role.EDITOR).visit(address(survey, "worry/"))
    for text in ([], ["no key"], ["00000000-0000-4000-8000-000000000000"]):
        page = page.submit({"text": text, "theme": theme.public_id}, button="Zuordnen", status=422)
        assert "mindestens einen Text" in page.text


def test_texts_of_other_surveys_are_out_of_reach(sign_in: SignIn) -> None:
    survey = make_settled_survey()
    theme = make_theme(survey)
    make_free_texts(survey, "eigener")
    (foreign,) = make_free_texts(make_settled_survey(), "fremder")
    page = sign_in(Role.EDITOR).visit(address(survey, "worry/"))
    page.submit({"text": [str(foreign.id)], "theme": theme.public_id}, button="Zuordnen", status=422)
    db.session.refresh(foreign)
    assert foreign.theme_id is None


def test_texts_leave_a_theme_again(sign_in: SignIn) -> None:
    survey = make_settled_survey()
    theme = make_theme(survey)
    make_free_texts(survey, "a", "b", theme=theme)
    page = sign_in(Role.EDITOR).visit(address(survey, f"worry/?auswahl={theme.public_id}"))
    refused = page.submit({"text": boxes(page)[:1], "theme": ""}, button="Zuordnen", status=422)
    assert "wohin die Texte gehören" in refused.text
    page.submit({"text": boxes(page)[:1], "theme": "ohne"}, button="Zuordnen", status=302)
    assert db.session.query(FreeText).filter(FreeText.theme_id.is_(None)).count() == 1


def test_a_deleted_theme_leaves_its_texts(sign_in: SignIn) -> None:
    survey = make_settled_survey()
    theme = make_theme(survey)
    make_free_texts(survey, "a", "b", theme=theme)
    sign_in(Role.EDITOR).visit(address(survey, f"worry/themen/{theme.public_id}")).submit(
        button="Thema löschen", status=302
    )
    assert db.session.query(Theme).count() == 0
    assert db.session.query(FreeText).filter(FreeText.theme_id.is_(None)).count() == 2


def test_a_theme_needs_words(sign_in: SignIn) -> None:
    survey = make_settled_survey()
    page = sign_in(Role.EDITOR).visit(address(survey, "worry/themen/neu"))
    shown = page.submit({"title_de": " ", "paraphrase_de": "x" * 1001}, button="Speichern", status=422)
    assert "Bitte geben Sie dem Thema einen Titel." in shown.text
    assert db.session.query(Theme).count() == 0


@pytest.mark.parametrize("rest", ["trust/", "nothing/", "worry/themen/abcdefghij"])
def test_what_nobody_wrote_is_not_found(sign_in: SignIn, rest: str) -> None:
    sign_in(Role.EDITOR).visit(address(make_settled_survey(), rest), status=404)


def test_what_stands_beside_other_is_read_as_well(sign_in: SignIn) -> None:
    survey = make_settled_survey()
    make_free_texts(survey, "Roller", question="uses")
    assert "Roller" in sign_in(Role.EDITOR).visit(address(survey, "uses/")).text


def test_texts_are_paged_in_the_order_of_their_keys(sign_in: SignIn, statements: list[str]) -> None:
    survey = make_settled_survey()
    make_free_texts(survey, *[f"Text {n:03}" for n in range(60)])
    visitor = sign_in(Role.EDITOR)
    statements.clear()
    first = visitor.visit(address(survey, "worry/"))
    full = len(statements)
    shown = boxes(first) + boxes(first.follow("2")) + boxes(first.follow("3"))
    assert shown == sorted(shown)
    assert len(set(shown)) == 60
    db.session.query(FreeText).filter(FreeText.text != "Text 000").delete()
    db.session.commit()
    statements.clear()
    visitor.visit(address(survey, "worry/"))
    assert len(statements) == full
