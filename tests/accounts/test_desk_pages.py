"""Own sessions, the list of accounts, and the audit trail."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from participation.accounts.actions import audit
from participation.accounts.models import StaffSession
from participation.accounts.words import PERMISSION_NAMES, ROLE_NAMES
from participation.clock import now
from participation.extensions import db
from participation.i18n import speaking
from participation.permissions import ROLE_PERMISSIONS, Permission, Role
from tests import factories
from tests.conftest import MovableClock
from tests.visiting import Visitor, text_of

SignIn = Callable[..., Visitor]
SESSIONS = "/konto/sitzungen"


def test_one_session_ends_the_other_stays(app: Flask, clock: MovableClock) -> None:
    account = factories.make_account()
    phone, office = Visitor(app), Visitor(app)
    phone.sign_in(account)
    clock.move(timedelta(minutes=10))
    office.sign_in(account)
    page = office.visit(SESSIONS)
    assert "10:10" in page.text
    page.submit(form=1, status=302)  # the newest, this one, comes first
    phone.get("/verwaltung/", 302)
    office.send(office.visit(SESSIONS).forms()[0].get("action", ""), {}, 302)
    office.get("/verwaltung/", 302)


def test_nobody_ends_another_persons_session(sign_in: SignIn) -> None:
    victim, other = sign_in(Role.EDITOR), sign_in(Role.ADMINISTRATOR)
    session = db.session.scalars(
        select(StaffSession).order_by(StaffSession.started_at, StaffSession.account_id)
    ).first()
    assert session is not None
    other.send(f"{SESSIONS}/{session.public_id}/beenden", {}, 404)
    victim.visit("/verwaltung/")


def test_sessions_that_ended_are_not_listed(app: Flask, clock: MovableClock) -> None:
    account = factories.make_account()
    Visitor(app).sign_in(account)
    clock.move(timedelta(hours=3))
    visitor = Visitor(app)
    visitor.sign_in(account)
    assert len(visitor.visit(SESSIONS).forms()) == 1


def test_administrators_see_who_may_do_what(app: Flask, sign_in: SignIn) -> None:
    person = factories.make_account(Role.REVIEWER, factories.make_organisation("Marl", parent=factories.make_county()))
    administrator = sign_in(Role.ADMINISTRATOR)
    page = administrator.visit("/verwaltung/konten/")
    assert person.email in page.text
    assert "Marl" in page.text
    overview = administrator.visit("/verwaltung/konten/rollen")
    roles = [one for one in overview.root.iter("section") if one.find("h3") is not None]
    told = {text_of(one.find("h3")): [text_of(line) for line in one.iter("li")] for one in roles}
    with app.test_request_context(), speaking("de"):
        words = {name: str(word) for name, word in PERMISSION_NAMES.items()}
        expected = {
            str(name): [words[one] for one in PERMISSION_NAMES if one in ROLE_PERMISSIONS[role]]
            for role, name in ROLE_NAMES.items()
        }
    assert told == expected


def test_a_towns_administrator_sees_the_towns_accounts(sign_in: SignIn) -> None:
    marl = factories.make_organisation("Marl", parent=factories.make_county())
    own, other = factories.make_account(Role.EDITOR, marl), factories.make_account(Role.EDITOR)
    page = sign_in(Role.ADMINISTRATOR, marl).visit("/verwaltung/konten/")
    assert own.email in page.text
    assert other.email not in page.text


def test_accounts_are_paged_in_constant_queries(sign_in: SignIn, statements: list[str]) -> None:
    administrator = sign_in(Role.ADMINISTRATOR)

    def with_accounts(number: int) -> int:
        for _ in range(number):
            factories.make_account(Role.EDITOR, factories.make_organisation(parent=factories.make_county()))
        statements.clear()
        administrator.visit("/verwaltung/konten/")
        return len(statements)

    few = with_accounts(2)
    assert with_accounts(25) == few


def test_everything_has_a_word() -> None:
    assert set(ROLE_NAMES) == set(Role)
    assert set(PERMISSION_NAMES) == set(Permission)


def test_the_audit_trail_names_person_deed_and_thing(sign_in: SignIn) -> None:
    coordinator = sign_in(Role.COORDINATOR)
    audit(None, "settle_survey", "survey", "aaaaaaaaaa", now(), {"round": 3, "of": ["a", "b"], "nothing": ""}, of=None)
    db.session.commit()
    page = coordinator.visit("/verwaltung/protokoll")
    for words in ("aaaaaaaaaa", "round: 3", "of: a b", "26.06.2026, 10:00"):
        assert words in page.text
    assert "nothing" not in page.text


def test_the_audit_trail_is_paged_in_constant_queries(sign_in: SignIn, statements: list[str]) -> None:
    coordinator = sign_in(Role.COORDINATOR)

    def with_lines(number: int) -> int:
        for _ in range(number):
            account = factories.make_account()
            audit(account, "sign_in", "account", account.public_id, now(), of=None)
        db.session.commit()
        statements.clear()
        coordinator.visit("/verwaltung/protokoll")
        return len(statements)

    few = with_lines(2)
    assert with_lines(30) == few
    assert len(list(coordinator.visit("/verwaltung/protokoll?seite=2").root.iter("tr"))) > 1
