"""The frame of every page."""

from collections.abc import Callable

import pytest
from flask import Flask

from participation import layout
from participation.permissions import Permission, Role
from tests import factories
from tests.visiting import Visitor, text_of


def test_each_application_has_a_navigation_of_its_own(app: Flask, visitor: Visitor) -> None:
    other = Flask("other")
    layout.init_app(other)
    layout.add_public(other, "open_data.index", "Only there")
    layout.add_desk(other, "desk.index", "Only there", Permission.SEE_DESK)
    assert "Only there" not in visitor.visit("/").text
    for navigation in ("public_navigation", "desk_navigation"):
        assert [entry.label for entry in other.extensions[navigation]] == ["Only there"]
        assert len(app.extensions[navigation]) > 1


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("kind", ["county", "town"])
def test_navigation_leads_nobody_to_a_closed_door(
    app: Flask, sign_in: Callable[..., Visitor], role: Role, kind: str
) -> None:
    factories.make_instance()
    county = factories.make_county()
    person = sign_in(role, county if kind == "county" else factories.make_organisation("Marl", parent=county))
    page = person.visit("/verwaltung/")
    entries = [link for navigation in page.root.iter("nav") for link in navigation.iter("a")]
    assert len(entries) > 3
    for entry in entries:
        person.visit(entry.get("href", ""))


def test_what_belongs_to_the_whole_county_is_not_offered_to_towns(sign_in: Callable[..., Visitor]) -> None:
    county = factories.make_county()
    town = factories.make_organisation("Marl", parent=county)
    for organisation, seen in ((county, True), (town, False)):
        page = sign_in(Role.COORDINATOR, organisation).visit("/verwaltung/")
        shown = [text_of(link) for navigation in page.root.iter("nav") for link in navigation.iter("a")]
        assert ("Postausgang" in shown) is seen


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR])
def test_the_work_of_each_day_stands_before_what_is_set_up(sign_in: Callable[..., Visitor], role: Role) -> None:
    navigation = sign_in(role).visit("/verwaltung/instanz/").root.find(".//nav[@aria-label='Verwaltung']")
    assert navigation is not None
    daily, set_up = navigation.findall(".//ul")
    assert text_of(daily).startswith("Übersicht")
    assert "Instanz" not in text_of(daily)
    assert "Instanz" in text_of(set_up)
    assert set_up.get("aria-labelledby") == "navigation-set-up"


def test_the_folded_navigation_names_the_page_somebody_is_on(visitor: Visitor) -> None:
    assert _summary(visitor, "/") == "Menü"
    assert _summary(visitor, "/orte/") == "Menü Orte"


def _summary(visitor: Visitor, path: str) -> str:
    return text_of(visitor.visit(path).root.find(".//nav/details/summary"))
