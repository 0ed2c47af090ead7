"""Organisations and contact persons at the desk: the county's office edits organisations, each its own persons."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from participation.accounts.models import AuditLine
from participation.extensions import db
from participation.organisations.models import Contact, Organisation
from participation.permissions import Role
from tests import factories
from tests.visiting import Visitor

SignIn = Callable[..., Visitor]
DESK = "/verwaltung/organisationen"
TOWN = {"name": "Haltern am See", "slug": "haltern", "kind": "town", "ags": "05562016", "population": "38000"}


def organisation(slug: str) -> Organisation | None:
    """The organisation as it stands in the database."""
    db.session.expire_all()
    return db.session.scalar(select(Organisation).where(Organisation.slug == slug))


def test_a_town_is_entered_renamed_and_found_by_its_earlier_name(sign_in: SignIn, visitor: Visitor) -> None:
    page = sign_in(Role.COORDINATOR).visit(f"{DESK}/").follow("Organisation eintragen")
    page = page.submit({**TOWN, "website": "https://www.example.org"}, status=302)
    assert page.h1 == "Haltern am See"
    assert "38.000" in page.text
    page.follow("Bearbeiten").submit({"slug": "haltern-am-see"}, button="Speichern", status=302)
    assert visitor.get("/orte/haltern/", 301).headers["Location"] == "/orte/haltern-am-see/"
    actions = set(db.session.scalars(select(AuditLine.action)))
    assert {"create_organisation", "update_organisation"} <= actions


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": " "}, "einen Namen"),
        ({"slug": "Haltern"}, "nur kleine Buchstaben"),
        ({"slug": "marl"}, "hat oder hatte diesen Namen"),
        ({"slug": "alt-marl"}, "hat oder hatte diesen Namen"),
        ({"ags": "0556201"}, "acht Ziffern"),
        ({"ags": "05562024"}, "Marl hat diesen Schlüssel"),
        ({"regional_key": "12"}, "zwölf Ziffern"),
        ({"population": "-3"}, "ganze Zahl von 1 bis"),
        ({"population": "viele"}, ""),
        ({"website": "http://example.org"}, "https://www.example.org"),
        ({"website": "javascript:alert(1)"}, "https://www.example.org"),
        ({"kind": "planet"}, ""),
        ({"parent": "nobody"}, ""),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(sign_in: SignIn, fields: dict[str, str], sentence: str) -> None:
    coordinator = sign_in(Role.COORDINATOR)
    marl = factories.make_organisation("Marl", parent=factories.make_county())
    marl.slug, marl.ags = "alt-marl", "05562024"
    db.session.commit()
    edit = coordinator.visit(f"{DESK}/{marl.public_id}/bearbeiten")
    edit.submit({"slug": "marl"}, button="Speichern", status=302)
    page = coordinator.visit(f"{DESK}/neu").submit({**TOWN, **fields}, status=422)
    assert sentence in page.text
    assert organisation("haltern") is None


def test_nothing_can_be_put_below_itself(sign_in: SignIn) -> None:
    coordinator = sign_in(Role.COORDINATOR)
    town = factories.make_organisation("Marl", parent=factories.make_county())
    council = factories.make_organisation("Rat", parent=town, kind="council")
    coordinator.visit(f"{DESK}/{town.public_id}/bearbeiten").submit(
        {"parent": council.public_id}, button="Speichern", status=422
    )
    county = coordinator.visit(f"{DESK}/{factories.make_county().public_id}/bearbeiten")
    county.submit({"name": "Neuer Kreis"}, button="Speichern", status=302)
    found = organisation(factories.make_county().slug)
    assert found is not None
    assert (found.name, found.parent_id) == ("Neuer Kreis", None)


def test_only_what_nothing_belongs_to_is_deleted(sign_in: SignIn) -> None:
    coordinator = sign_in(Role.COORDINATOR)
    empty, busy = (factories.make_organisation(parent=factories.make_county()) for _ in range(2))
    factories.make_contact(empty)
    factories.make_measure(organisation=busy)
    kept = coordinator.visit(f"{DESK}/{busy.public_id}/bearbeiten").submit(button="Organisation löschen", status=302)
    assert "kann nicht gelöscht werden" in kept.text
    gone = coordinator.visit(f"{DESK}/{empty.public_id}/bearbeiten").submit(button="Organisation löschen", status=302)
    assert "ist gelöscht" in gone.text
    assert organisation(empty.slug) is None
    assert db.session.scalars(select(Contact)).all() == []


def test_a_town_looks_after_its_own_persons_and_nothing_else(sign_in: SignIn) -> None:
    marl = factories.make_organisation("Marl", parent=factories.make_county())
    herten = factories.make_organisation("Herten", parent=factories.make_county())
    person = sign_in(Role.COORDINATOR, marl)
    page = person.visit(f"{DESK}/")
    assert "Herten" not in page.text
    words = {"name": "Toni Vorlage", "role": "CDO", "email": "toni@example.org", "published": "y"}
    page = page.follow("Marl").follow("Ansprechperson eintragen").submit(words, status=302)
    page = page.follow("Toni Vorlage").submit({"role": "Leitung"}, button="Speichern", status=302)
    assert "Leitung" in page.text
    assert "entfernt" in page.follow("Toni Vorlage").submit(button="Person entfernen", status=302).text
    assert db.session.scalars(select(Contact)).all() == []
    theirs = factories.make_contact(herten)
    for path in ("neu", f"{marl.public_id}/bearbeiten", f"{herten.public_id}", f"{herten.public_id}/personen/neu"):
        person.visit(f"{DESK}/{path}", 403)
    person.visit(f"{DESK}/{marl.public_id}/personen/{theirs.public_id}", 404)
    person.send(f"{DESK}/{herten.public_id}/personen/{theirs.public_id}/entfernen", {}, 403)
    person.send(f"{DESK}/{marl.public_id}/loeschen", {}, 403)


@pytest.mark.parametrize("fields", [{"name": ""}, {"role": " "}, {"email": "toni"}, {"name": "x" * 121}])
def test_a_person_needs_a_name_and_what_they_do(sign_in: SignIn, fields: dict[str, str]) -> None:
    county = factories.make_county()
    page = sign_in(Role.COORDINATOR).visit(f"{DESK}/{county.public_id}/personen/neu")
    page.submit({"name": "Toni", "role": "CDO", **fields}, status=422)
    assert db.session.scalars(select(Contact)).all() == []


def test_organisations_are_paged_in_constant_queries(sign_in: SignIn, statements: list[str]) -> None:
    coordinator = sign_in(Role.COORDINATOR)

    def with_towns(number: int) -> int:
        for _ in range(number):
            factories.make_contact(factories.make_organisation(parent=factories.make_county()))
        statements.clear()
        coordinator.visit(f"{DESK}/")
        return len(statements)

    few = with_towns(2)
    assert with_towns(30) == few
