"""Legal texts: written at the desk, looked at before, kept version by version, shown safely."""

from collections.abc import Callable

import pytest
from flask import Flask

from participation.i18n import speaking
from participation.permissions import Role
from participation.retention.reading import retention_rows
from participation.texts.defaults import default_body
from participation.texts.queries import current_text
from participation.texts.rules import PLACE, TAGS, LegalText, places
from tests import factories
from tests.visiting import Visitor, text_of

SignIn = Callable[..., Visitor]
IMPRINT = "/verwaltung/texte/impressum/de"


@pytest.mark.parametrize("path", ["/impressum", "/datenschutz", "/barrierefreiheit"])
def test_a_new_instance_has_no_dead_footer_links(visitor: Visitor, path: str) -> None:
    page = visitor.visit(path)
    assert "Diese Seite ist noch nicht geschrieben." in page.text
    assert "[[" not in page.text


def test_texts_are_shown_safely(visitor: Visitor) -> None:
    factories.make_text(LegalText.IMPRINT, "Wer *wir* sind <script>alert(1)</script>")
    page = visitor.visit("/impressum")
    assert page.h1 == "Ein Text"
    assert "<em>wir</em>" in page.response.text
    assert "<script>alert" not in page.response.text
    assert "05.01.2026" in page.text


def test_the_office_begins_with_a_text_looks_at_it_and_saves_it(sign_in: SignIn, visitor: Visitor) -> None:
    page = sign_in(Role.COORDINATOR).visit(IMPRINT)
    assert "Name der Behörde" in page.text
    seen = page.submit({"body": "## Wer wir sind\n\nDer Kreis."}, button="Vorschau")
    assert "noch nicht gespeichert" in seen.text
    assert "<h2>Wer wir sind</h2>" in seen.response.text
    assert current_text(LegalText.IMPRINT, "de") is None
    assert "Gespeichert" in seen.submit(button="Speichern", status=302).text
    assert "Der Kreis." in visitor.visit("/impressum").text


def test_the_desk_says_what_is_missing(sign_in: SignIn) -> None:
    coordinator = sign_in(Role.COORDINATOR)
    assert "3 Texte sind nicht fertig" in coordinator.visit("/verwaltung/instanz/").text
    factories.make_text(LegalText.IMPRINT, "Der Kreis, [[Anschrift]], [[Telefonnummer]] und [[Anschrift]].")
    factories.make_text(LegalText.PRIVACY, "Alles ist gesagt.")
    listed = coordinator.visit("/verwaltung/texte/")
    assert "2 Lücken" in listed.text
    assert "2 Texte sind nicht fertig" in coordinator.visit("/verwaltung/instanz/").text
    assert "Noch auszufüllen AnschriftTelefonnummer" in listed.follow("Impressum").text


def test_earlier_versions_are_kept_and_come_back(sign_in: SignIn, visitor: Visitor) -> None:
    coordinator = sign_in(Role.COORDINATOR)
    coordinator.visit(IMPRINT).submit({"body": "Erste Fassung."}, button="Speichern", status=302)
    changed = coordinator.visit(IMPRINT).submit({"body": "Zweite Fassung."}, button="Speichern", status=302)
    old = changed.follow("Frühere Fassungen").follow("Fassung 1")
    assert "Erste Fassung." in old.text
    old.submit(button="wieder zeigen", status=302)
    assert "Erste Fassung." in visitor.visit("/impressum").text
    assert "Fassung 3" in coordinator.visit(f"{IMPRINT}/fassungen").text


def test_who_saves_second_learns_that_somebody_was_first(sign_in: SignIn) -> None:
    one, other = sign_in(Role.COORDINATOR).visit(IMPRINT), sign_in(Role.ADMINISTRATOR).visit(IMPRINT)
    one.submit({"body": "Von der einen."}, button="Speichern", status=302)
    page = other.submit({"body": "Vom anderen."}, button="Speichern", status=409)
    assert "jemand eine andere Fassung gespeichert" in page.text
    assert "Vom anderen." in page.response.text
    found = current_text(LegalText.IMPRINT, "de")
    assert found is not None
    assert found.body == "Von der einen."


def test_easy_language_and_signs_have_their_place(visitor: Visitor) -> None:
    factories.make_text(LegalText.ACCESSIBILITY, "Diese Erklärung gilt.")
    assert "Leichter Sprache" not in visitor.visit("/barrierefreiheit").text
    factories.make_text(LegalText.ACCESSIBILITY, "Alle sollen mitmachen.", tag="de-simple")
    factories.make_text(LegalText.ACCESSIBILITY, "[Video ansehen](https://video.example.org/dgs)", tag="dgs")
    page = visitor.visit("/barrierefreiheit")
    assert page.links["Video ansehen"] == "https://video.example.org/dgs"
    assert "Alle sollen mitmachen." in page.follow("In Leichter Sprache").text


def test_a_reader_of_another_language_is_told_which_one_the_text_speaks(app: Flask) -> None:
    factories.make_text(LegalText.IMPRINT, "Nur auf Deutsch.")
    page = Visitor(app, "en").visit("/impressum")
    assert page.root.get("lang") == "en"
    assert '<div class="stack prose" lang="de">' in page.response.text


@pytest.mark.parametrize("slug", LegalText)
def test_there_is_a_german_text_to_begin_with_that_marks_what_is_missing(slug: LegalText) -> None:
    assert len(places(default_body(slug, "de"))) >= 5
    assert PLACE.sub("", default_body(slug, "de")).count("[[") == 0
    assert default_body(slug, "tr") == ""


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": ""}, "einen Titel"),
        ({"body": " "}, "schreiben Sie den Text"),
        ({"body": "x" * 50_001}, "50000"),
        ({"title": "x" * 121}, "120"),
    ],
)
def test_what_cannot_be_saved_is_said_beside_the_field(sign_in: SignIn, fields: dict[str, str], sentence: str) -> None:
    assert sentence in sign_in(Role.COORDINATOR).visit(IMPRINT).submit(fields, button="Speichern", status=422).text
    assert current_text(LegalText.IMPRINT, "de") is None


def test_only_the_county_writes_them(sign_in: SignIn) -> None:
    town = factories.make_organisation(parent=factories.make_county())
    person = sign_in(Role.COORDINATOR, town)
    for path in ("/verwaltung/texte/", IMPRINT, f"{IMPRINT}/fassungen"):
        person.visit(path, 403)
    person.send(IMPRINT, {"title": "Impressum", "body": "Gekapert", "based_on": "0"}, 403)
    assert current_text(LegalText.IMPRINT, "de") is None


def test_only_texts_and_languages_that_exist_have_pages(sign_in: SignIn) -> None:
    coordinator = sign_in(Role.COORDINATOR)
    assert all(coordinator.visit(f"/verwaltung/texte/barrierefreiheit/{tag}").h1 for tag in TAGS)
    for path in ("impressum/fr", "agb/de"):
        coordinator.visit(f"/verwaltung/texte/{path}", 404)


def test_versions_are_paged_in_constant_queries(sign_in: SignIn, statements: list[str]) -> None:
    coordinator = sign_in(Role.COORDINATOR)

    def with_versions(first: int, last: int) -> int:
        for number in range(first, last):
            factories.make_text(LegalText.IMPRINT, f"Fassung {number}", number=number)
        statements.clear()
        coordinator.visit(f"{IMPRINT}/fassungen")
        coordinator.visit("/verwaltung/texte/")
        return len(statements)

    few = with_versions(1, 3)
    assert with_versions(3, 40) == few
    assert "Fassung 1" in coordinator.visit(f"{IMPRINT}/fassungen?seite=2").text


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_privacy_page_says_what_the_deletion_works_through(app: Flask, language: str) -> None:
    page = Visitor(app, language).visit("/datenschutz")
    cells = [text_of(cell) for table in page.root.iter("table") for cell in table.iter() if cell.tag in ("th", "td")]
    with speaking(language):
        rows = retention_rows()
    for row in rows:
        for words in (row.what, row.why, row.how_long):
            assert any(words in cell for cell in cells), words
    assert list(Visitor(app).visit("/impressum").root.iter("table")) == []
