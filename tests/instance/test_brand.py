"""The instance edited in the browser: its name on every page, its colours readable, its contact at the foot."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from participation.accounts.models import AuditLine
from participation.extensions import db
from participation.organisations.queries import instance
from participation.permissions import Role
from tests import factories
from tests.visiting import Page, Visitor

SignIn = Callable[..., Visitor]
BRAND = "/verwaltung/instanz/marke"


def style_sheet(page: Page) -> str | None:
    """The address of the brand's style sheet, if the page has one."""
    links = [link.get("href", "") for link in page.root.iter("link")]
    return next((address for address in links if address.startswith("/marke/")), None)


def test_a_new_instance_is_named_and_every_page_says_so(sign_in: SignIn, visitor: Visitor) -> None:
    page = sign_in(Role.COORDINATOR).visit("/verwaltung/instanz/").follow("Name, Farben, Kontakt")
    words = {"name": "Ems digital", "claim_de": "Wir alle", "about_de": "Der Kreis fragt.", "contact_phone": "02361 1"}
    assert "Gespeichert" in page.submit({**words, "contact_email": "buero@example.org"}, status=302).text
    start = visitor.visit("/").response.text
    for word in ("Ems digital", "Wir alle", "Der Kreis fragt.", "mailto:buero@example.org", "02361 1"):
        assert word in start
    assert db.session.scalar(select(AuditLine).where(AuditLine.action == "update_instance")) is not None


def test_a_readable_colour_reaches_every_page_by_a_style_sheet(sign_in: SignIn, visitor: Visitor) -> None:
    factories.make_instance()
    page = sign_in(Role.ADMINISTRATOR).visit(BRAND).submit({"colour_light": "#0A6640"}, status=302)
    assert "zu 1" in page.text
    address = style_sheet(visitor.visit("/"))
    assert address is not None
    css = visitor.get(address)
    assert "--kern-color-action-default:#0a6640" in css.text
    assert css.mimetype == "text/css"
    assert {"public", "immutable", "max-age=31536000"} <= set(css.headers["Cache-Control"].split(", "))
    assert instance().colour_dark not in (None, "#0a6640")


def test_another_colour_has_another_address_and_the_old_one_is_gone(sign_in: SignIn, visitor: Visitor) -> None:
    factories.make_instance()
    coordinator = sign_in(Role.COORDINATOR)
    coordinator.visit(BRAND).submit({"colour_light": "#0a6640"}, status=302)
    first = style_sheet(visitor.visit("/"))
    coordinator.visit(BRAND).submit({"colour_light": "#7a1f5c"}, status=302)
    assert style_sheet(visitor.visit("/")) not in (None, first)
    assert first is not None
    visitor.get(first, 404)
    coordinator.visit(BRAND).submit({"colour_light": ""}, status=302)
    assert style_sheet(visitor.visit("/")) is None


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"colour_light": "#ffcc00"}, "nötig sind 4,5 zu 1. Die nächste Farbe, die das schafft, ist #"),
        ({"colour_light": "#2044aa", "colour_dark": "#2044aa"}, "nötig sind 4,5 zu 1"),
        ({"colour_dark": "#97afe1"}, "auch oben die Markenfarbe"),
        ({"colour_light": "blau"}, "sechs Hexadezimalziffern"),
        ({"colour_light": "#2044aa}"}, "länger als 7 Zeichen"),
        ({"name": " "}, "einen Namen"),
        ({"name": "x" * 81}, "länger als 80 Zeichen"),
        ({"contact_email": "büro"}, "name@example.org"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_nothing_is_written(
    sign_in: SignIn, fields: dict[str, str], sentence: str
) -> None:
    factories.make_instance("Vest")
    page = sign_in(Role.COORDINATOR).visit(BRAND).submit({"claim_de": "Neu", **fields}, status=422)
    assert sentence in page.text
    db.session.expire_all()
    assert (instance().name, instance().claim["de"], instance().colour_light) == ("Vest", "Gemeinsam digital", None)


def test_a_towns_people_do_not_change_what_belongs_to_all(sign_in: SignIn) -> None:
    factories.make_instance("Vest")
    town = factories.make_organisation(parent=factories.make_county())
    person = sign_in(Role.COORDINATOR, town)
    assert "Geschäftsstelle des Kreises" in person.visit("/verwaltung/instanz/").text
    person.visit(BRAND, 403)
    person.send(BRAND, {"name": "Gekapert"}, 403)
    assert instance().name == "Vest"
