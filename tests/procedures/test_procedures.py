"""Cards that lead to procedures on other pages: where they stand, in which days, and who enters them."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from participation.accounts.models import AuditLine
from participation.extensions import db
from participation.permissions import Role
from participation.procedures.models import Procedure
from participation.procedures.rules import is_shown
from tests import factories
from tests.conftest import START, MovableClock
from tests.visiting import Visitor

SignIn = Callable[..., Visitor]
DESK = "/verwaltung/verfahren/"
WORDS = {"title_de": "Bebauungsplan 7", "text_de": "Sehen Sie den Plan an.", "address": "https://www.example.org/b7"}


def test_a_card_is_entered_and_stands_on_start_place_and_field(sign_in: SignIn, visitor: Visitor) -> None:
    field, other = factories.make_workstream("wohnen"), factories.make_workstream("anderes")
    town = factories.make_organisation("Marl", parent=factories.make_county())
    page = sign_in(Role.EDITOR, town).visit(DESK).follow("Verfahren eintragen")
    chosen = {"organisation": town.public_id, "workstreams": [field.public_id]}
    page = page.submit({**WORDS, **chosen, "closes_on": "2026-07-01"}, status=302)
    assert "gezeigt" in page.text
    for path in ("/", f"/orte/{town.slug}/", "/handlungsfelder/wohnen/"):
        shown = visitor.visit(path)
        assert shown.links["Bebauungsplan 7"] == "https://www.example.org/b7", path
        assert "Führt zu example.org" in shown.text
        assert "01.07.2026" in shown.text
    for path in (f"/orte/{factories.make_county().slug}/", f"/handlungsfelder/{other.slug}/"):
        assert "Bebauungsplan 7" not in visitor.visit(path).text, path


def test_the_countys_procedures_stand_in_every_town(visitor: Visitor) -> None:
    procedure = factories.make_procedure()
    town = factories.make_organisation(parent=factories.make_county())
    assert procedure.title["de"] in visitor.visit(f"/orte/{town.slug}/").text


def test_a_card_is_shown_from_its_first_to_its_last_day(visitor: Visitor, clock: MovableClock) -> None:
    procedure = factories.make_procedure(title="Nur kurz")
    procedure.opens_on, procedure.closes_on = START.date() + timedelta(days=1), START.date() + timedelta(days=2)
    db.session.commit()
    seen = []
    for _day in range(4):
        seen.append("Nur kurz" in visitor.visit("/").text)
        clock.move(timedelta(days=1))
    assert seen == [False, True, True, False]


@pytest.mark.parametrize(
    ("opens_on", "closes_on", "shown"),
    [(None, None, True), (1, None, True), (2, None, False), (None, 1, True), (None, 0, False), (1, 1, True)],
)
def test_both_days_belong_to_it(opens_on: int | None, closes_on: int | None, shown: bool) -> None:
    first, last = (None if day is None else date(2026, 6, 1) + timedelta(days=day) for day in (opens_on, closes_on))
    assert is_shown(first, last, date(2026, 6, 2)) is shown


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title_de": " "}, "einen Titel"),
        ({"text_de": ""}, "was man dort tun kann"),
        ({"address": "http://example.org"}, "https://www.example.org"),
        ({"address": "javascript:alert(1)"}, "https://www.example.org"),
        ({"address": "https://user@example.org"}, "https://www.example.org"),
        ({"opens_on": "2026-07-02", "closes_on": "2026-07-01"}, "vor dem Beginn"),
        ({"closes_on": "morgen"}, ""),
        ({"organisation": "nobody"}, ""),
        ({"workstreams": ["nothing"]}, ""),
        ({"text_de": "x" * 601}, "600"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(sign_in: SignIn, fields: dict[str, str], sentence: str) -> None:
    page = sign_in(Role.COORDINATOR).visit(f"{DESK}neu").submit({**WORDS, **fields}, status=422)
    assert sentence in page.text
    assert db.session.scalars(select(Procedure)).all() == []


def test_cards_are_changed_and_deleted_and_leave_a_trail(sign_in: SignIn, visitor: Visitor) -> None:
    public_id = factories.make_procedure(title="Alter Titel").public_id
    coordinator = sign_in(Role.COORDINATOR)
    page = coordinator.visit(DESK).follow("Alter Titel")
    page = page.submit({"title_de": "Neuer Titel"}, button="Speichern", status=302)
    assert "Neuer Titel" in visitor.visit("/").text
    page.follow("Neuer Titel").submit(button="Verfahren löschen", status=302)
    assert "Neuer Titel" not in visitor.visit("/").text
    lines = db.session.scalars(select(AuditLine).where(AuditLine.subject_id == public_id)).all()
    assert {line.action for line in lines} == {"update_procedure", "delete_procedure"}


def test_towns_keep_to_their_own(sign_in: SignIn) -> None:
    town = factories.make_organisation(parent=factories.make_county())
    theirs = factories.make_procedure()
    editor = sign_in(Role.EDITOR, town)
    assert theirs.title["de"] not in editor.visit(DESK).text
    editor.visit(f"{DESK}{theirs.public_id}", 403)
    editor.send(f"{DESK}{theirs.public_id}/loeschen", {}, 403)
    editor.send(f"{DESK}{theirs.public_id}", WORDS, 403)
    assert db.session.scalars(select(Procedure)).one().title == theirs.title


def test_queries_do_not_grow_with_procedures(sign_in: SignIn, visitor: Visitor, statements: list[str]) -> None:
    field, editor = factories.make_workstream("wohnen"), sign_in(Role.EDITOR)

    def with_procedures(number: int) -> int:
        for _ in range(number):
            factories.make_procedure(factories.make_organisation(parent=factories.make_county()), field)
        statements.clear()
        for path in ("/", "/handlungsfelder/wohnen/"):
            visitor.visit(path)
        editor.visit(DESK)
        return len(statements)

    few = with_procedures(2)
    assert with_procedures(30) == few
    assert "Weiter" in editor.visit(DESK).text
