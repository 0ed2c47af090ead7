"""The strategy's shape at the desk: fields of action, sections and phases are entered, named, ordered and deleted."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from participation.accounts.models import AuditLine
from participation.extensions import db
from participation.permissions import Role
from participation.workstreams.models import Phase, Section, Workstream
from participation.workstreams.order import DOWN, UP, moved
from participation.workstreams.queries import headings
from tests import factories
from tests.summaries.county_source import CountySource
from tests.summaries.steps import released
from tests.visiting import Page, Visitor, text_of

SignIn = Callable[..., Visitor]
DESK = "/verwaltung/handlungsfelder/"
WORDS = {"title_de": "Wohnen", "slug": "wohnen", "summary_de": "Gute Wohnungen."}


def field(slug: str) -> Workstream | None:
    """The field of action as it stands in the database."""
    db.session.expire_all()
    return db.session.scalar(select(Workstream).where(Workstream.slug == slug))


def titles(page: Page, level: str = "h2") -> list[str]:
    """The headings of a page, in order."""
    return [text_of(heading) for heading in page.root.iter(level)]


def test_a_field_is_entered_and_everybody_can_read_it(sign_in: SignIn, visitor: Visitor) -> None:
    factories.make_phase("anfang")
    section = factories.make_section()
    page = sign_in(Role.COORDINATOR).visit(DESK).follow("Handlungsfeld eintragen")
    mission = {"mission_de": "**Alle** wohnen gut.", "section": section.slug}
    assert "Wohnen" in page.submit({**WORDS, **mission}, status=302).text
    shown = visitor.visit("/handlungsfelder/wohnen/")
    assert "Gute Wohnungen." in shown.text
    assert "<strong>Alle</strong>" in shown.response.text


def test_without_sections_and_phases_the_page_says_what_comes_first(sign_in: SignIn) -> None:
    page = sign_in(Role.COORDINATOR).visit(f"{DESK}neu")
    assert "zuerst einen Abschnitt" in page.text
    sections = page.follow("Abschnitte").submit({"title_de": "A Grundlagen"}, button="Eintragen", status=302)
    assert "A Grundlagen" in titles(sections)


def test_a_renamed_field_keeps_its_old_address_and_its_results(
    sign_in: SignIn, visitor: Visitor, source: CountySource
) -> None:
    measure = factories.make_measure(factories.make_workstream("leben"))
    release = released(source)
    page = sign_in(Role.COORDINATOR).visit(f"{DESK}leben/bearbeiten")
    page.submit({"slug": "gut-leben"}, button="Speichern", status=302)
    assert visitor.get("/handlungsfelder/leben/", 301).headers["Location"] == "/handlungsfelder/gut-leben/"
    old, new = (f"/handlungsfelder/{slug}/massnahmen/{measure.public_id}" for slug in ("leben", "gut-leben"))
    assert visitor.get(old, 301).headers["Location"] == new
    assert "Mehr Bänke" in visitor.visit("/handlungsfelder/gut-leben/").text
    options = sign_in(Role.COORDINATOR).visit(f"/verwaltung/massnahmen/{measure.public_id}").response.text
    assert f"{release.public_id}.trust" in options


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title_de": ""}, "einen Titel"),
        ({"summary_de": " "}, "worum es geht"),
        ({"slug": "Wohnen!"}, "kleine Buchstaben"),
        ({"slug": "jetzt"}, "hat oder hatte diesen Namen"),
        ({"slug": "frueher"}, "hat oder hatte diesen Namen"),
        ({"section": "nirgends"}, ""),
        ({"mission_de": "x" * 8001}, "8000"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(sign_in: SignIn, fields: dict[str, str], sentence: str) -> None:
    other = factories.make_workstream("frueher")
    coordinator = sign_in(Role.COORDINATOR)
    coordinator.visit(f"{DESK}frueher/bearbeiten").submit({"slug": "jetzt"}, button="Speichern", status=302)
    page = coordinator.visit(f"{DESK}neu").submit({**WORDS, "section": other.section.slug, **fields}, status=422)
    assert sentence in page.text
    assert field("wohnen") is None


def test_fields_move_within_their_section(sign_in: SignIn, visitor: Visitor) -> None:
    section = factories.make_section()
    for slug in ("eins", "zwei", "drei"):
        factories.make_workstream(slug, section=section).title = {"de": slug}
    db.session.commit()
    coordinator = sign_in(Role.COORDINATOR)
    coordinator.visit(DESK).submit(button="Nach oben: drei", status=302)
    coordinator.visit(DESK).submit(button="Nach unten: eins", status=302)
    assert titles(visitor.visit("/handlungsfelder/"), "h3") == ["drei", "eins", "zwei"]
    coordinator.send(f"{DESK}eins/verschieben", {"richtung": "seitwärts"}, 400)


def test_moving_beyond_an_end_changes_nothing() -> None:
    assert moved("abc", "a", UP) == ["a", "b", "c"]
    assert moved("abc", "c", DOWN) == ["a", "b", "c"]
    assert moved("abc", "a", DOWN) == ["b", "a", "c"]
    with pytest.raises(ValueError, match="no direction"):
        moved("abc", "a", "weg")


def test_only_a_field_that_nothing_belongs_to_is_deleted(sign_in: SignIn, source: CountySource) -> None:
    for slug in ("leer", "leben", "gemessen", "anderswo"):
        factories.make_workstream(slug)
    released(source)
    factories.make_measure(field("gemessen"))
    factories.make_procedure(workstream=field("anderswo"))
    coordinator = sign_in(Role.COORDINATOR)
    for slug in ("leben", "gemessen", "anderswo"):
        page = coordinator.visit(f"{DESK}{slug}/bearbeiten").submit(button="Handlungsfeld löschen", status=302)
        assert "kann nicht gelöscht werden" in page.text
        assert field(slug) is not None
    coordinator.visit(f"{DESK}leer/bearbeiten").submit(button="Handlungsfeld löschen", status=302)
    assert field("leer") is None


@pytest.mark.parametrize(("key", "kind"), [("abschnitte", Section), ("phasen", Phase)])
def test_sections_and_phases_are_entered_renamed_moved_and_deleted(
    sign_in: SignIn, key: str, kind: type[Section] | type[Phase]
) -> None:
    coordinator, path = sign_in(Role.COORDINATOR), f"/verwaltung/strategie/{key}/"
    for title in ("Anfang", "Ende", "Anfang"):
        coordinator.visit(path).submit({"title_de": title}, button="Eintragen", status=302)
    coordinator.send(f"{path}ende", {"title_de": "Schluss"}, 302)
    assert "Schluss" in titles(coordinator.visit(path))
    slugs = [one.slug for one in headings(kind)]
    assert len(set(slugs)) == 3
    coordinator.send(f"{path}{slugs[2]}/verschieben", {"richtung": "hoch"}, 302)
    coordinator.send(f"{path}{slugs[0]}/loeschen", {}, 302)
    db.session.expire_all()
    assert [one.slug for one in headings(kind)] == [slugs[2], slugs[1]]
    coordinator.visit(path).submit({"title_de": " "}, button="Eintragen", status=422)
    assert "einen Titel" in coordinator.visit(path).submit({"title_de": ""}, form=0, status=422).text
    actions = set(db.session.scalars(select(AuditLine.action)))
    assert {"create_heading", "rename_heading", "move_heading", "delete_heading"} <= actions


def test_a_section_with_a_field_stays(sign_in: SignIn) -> None:
    section = factories.make_workstream("eins").section
    coordinator = sign_in(Role.COORDINATOR)
    page = coordinator.visit("/verwaltung/strategie/abschnitte/").submit(button="Löschen", status=302)
    assert "lässt sich nicht löschen" in page.text
    assert db.session.get(Section, section.id) is not None


def test_a_towns_people_do_not_shape_the_strategy(sign_in: SignIn) -> None:
    factories.make_workstream("eins")
    person = sign_in(Role.COORDINATOR, factories.make_organisation(parent=factories.make_county()))
    for path in (f"{DESK}neu", f"{DESK}eins/bearbeiten", "/verwaltung/strategie/phasen/"):
        person.visit(path, 403)
    person.send(f"{DESK}eins/loeschen", {}, 403)
    person.send("/verwaltung/strategie/phasen/", {"title_de": "Neu"}, 403)
    assert field("eins") is not None
