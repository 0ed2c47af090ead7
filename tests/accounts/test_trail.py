"""The audit trail: who reads which lines, how one finds them, and where they lead."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from participation.accounts.actions import audit
from participation.accounts.models import Account
from participation.accounts.queries import home
from participation.clock import now
from participation.extensions import db
from participation.organisations.models import Organisation
from participation.permissions import Role
from tests import factories
from tests.conftest import MovableClock
from tests.visiting import Page, Visitor

SignIn = Callable[..., Visitor]
PAGE = "/verwaltung/protokoll"
AT_THE_DOOR = {"Angemeldet", "Anmeldelink erzeugt"}


@pytest.fixture
def marl(app: Flask) -> Organisation:
    """A town."""
    return factories.make_organisation("Marl", parent=factories.make_county())


def note(action: str, of: Organisation | None, account: Account | None = None, thing: str = "aaaaaaaaaa") -> None:
    """A line about some survey of that organisation."""
    audit(account, action, "survey", thing, now(), of=of.id if of else None)
    db.session.commit()


def found(page: Page) -> list[str]:
    """What was done, line by line, but for signing in."""
    words = ["".join(line.findall("td")[1].itertext()) for line in page.root.findall(".//tbody/tr")]
    return [word for word in words if word not in AT_THE_DOOR]


def test_a_town_reads_what_was_done_to_her_things_whoever_did_it(sign_in: SignIn, marl: Organisation) -> None:
    other = factories.make_organisation(parent=factories.make_county())
    note("open_survey", marl, factories.make_account())
    note("close_survey", other, factories.make_account())
    note("collect_answers", None)
    assert found(sign_in(Role.COORDINATOR, marl).visit(PAGE)) == ["Umfrage geöffnet"]


def test_the_county_reads_everything(sign_in: SignIn, marl: Organisation) -> None:
    note("open_survey", marl)
    note("collect_answers", None)
    assert found(sign_in(Role.COORDINATOR).visit(PAGE)) == ["Antworten eingesammelt", "Umfrage geöffnet"]


def test_what_somebody_of_the_county_does_at_the_door_is_not_a_towns_business(app: Flask, marl: Organisation) -> None:
    account = factories.make_account(Role.EDITOR, marl)
    assert home(account) == marl.id
    both = factories.make_account(Role.EDITOR, marl)
    both.roles.append(type(both.roles[0])(role=Role.COORDINATOR, organisation=factories.make_county()))
    db.session.commit()
    assert home(both) == factories.make_county().id


@pytest.mark.parametrize(
    ("query", "actions"),
    [
        ("was=open_survey", ["Umfrage geöffnet"]),
        ("wer=ERIKA", ["Umfrage geöffnet"]),
        ("wer=%25", []),
        ("organisation=ort-marl", ["Umfrage geöffnet"]),
        ("welches=bbbbbbbbbb", ["Umfrage geschlossen"]),
        ("von=2026-06-26&bis=2026-06-26", ["Umfrage geöffnet"]),
        ("bis=2026-06-25", ["Umfrage geschlossen"]),
        ("was=open_survey&welches=bbbbbbbbbb", []),
    ],
)
def test_lines_are_found(
    sign_in: SignIn, marl: Organisation, clock: MovableClock, query: str, actions: list[str]
) -> None:
    marl.slug = "ort-marl"
    coordinator = sign_in(Role.COORDINATOR)
    erika = factories.make_account()
    erika.name = "Erika Muster"
    note("open_survey", marl, erika)
    clock.move(timedelta(hours=-11))  # 23 o'clock of the day before, where people are
    note("close_survey", None, thing="bbbbbbbbbb")
    clock.move(timedelta(hours=11))
    page = coordinator.visit(f"{PAGE}?{query}")
    assert found(page) == actions


def test_a_town_cannot_look_into_another_by_asking_for_it(sign_in: SignIn, marl: Organisation) -> None:
    other = factories.make_organisation(parent=factories.make_county())
    note("close_survey", other)
    page = sign_in(Role.COORDINATOR, marl).visit(f"{PAGE}?organisation={other.slug}")
    assert "Umfrage geschlossen" not in found(page)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("von=gestern", "Bitte geben Sie einen Tag an"),
        ("von=0000-00-00", "Bitte geben Sie einen Tag an"),
        ("von=2026-06-26&bis=2026-06-25", "Der Zeitraum endet, bevor er beginnt."),
        ("wer=" + "x" * 121, "120"),
    ],
)
def test_nonsense_gets_a_sentence_beside_its_field(sign_in: SignIn, query: str, sentence: str) -> None:
    page = sign_in(Role.COORDINATOR).visit(f"{PAGE}?{query}")
    assert sentence in page.text
    assert page.root.findall(".//tbody/tr") != []


@pytest.mark.parametrize("query", ["was=x", "organisation=x", "von=9999-12-31&bis=9999-12-31", "von=0001-01-01"])
def test_odd_questions_get_a_page(sign_in: SignIn, query: str) -> None:
    sign_in(Role.COORDINATOR).visit(f"{PAGE}?{query}")


def test_turning_pages_keeps_what_was_looked_for(sign_in: SignIn) -> None:
    coordinator = sign_in(Role.COORDINATOR)
    for _ in range(26):
        note("open_survey", None)
    page = coordinator.visit(f"{PAGE}?was=open_survey&wer=")
    assert len(found(page)) == 25
    assert found(page.follow("Weiter")) == ["Umfrage geöffnet"]


def test_a_line_leads_to_its_thing_where_the_reader_may_open_it(sign_in: SignIn) -> None:
    survey = factories.make_survey()
    coordinator, administrator = sign_in(Role.COORDINATOR), sign_in(Role.ADMINISTRATOR)
    assert coordinator.visit(f"{PAGE}?was=import_survey").follow(survey.public_id).path.endswith(f"{survey.public_id}/")
    measure = factories.make_measure()
    audit(None, "create_measure", "measure", measure.public_id, now(), of=measure.organisation_id)
    db.session.commit()
    assert coordinator.visit(f"{PAGE}?was=create_measure").follow(measure.public_id).h1
    assert administrator.visit(f"{PAGE}?was=create_measure").root.findall(".//tbody//a") == []


def test_a_closed_account_keeps_its_name_in_the_trail(sign_in: SignIn) -> None:
    leaver = factories.make_account()
    note("open_survey", None, leaver)
    leaver.closed_at = now()
    db.session.commit()
    assert f"{leaver.name} (ehemals)" in sign_in(Role.COORDINATOR).visit(PAGE).text
