"""Signing in with a password."""

from datetime import timedelta
from time import process_time
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import select

from participation.accounts.actions import set_password
from participation.accounts.models import Account, AuditLine, StaffSession
from participation.accounts.secrets import hashed, password_matches
from participation.clock import now
from participation.extensions import db
from tests import factories
from tests.conftest import MovableClock
from tests.visiting import Visitor

PAGE = "/konto/anmelden"
PASSWORD = "korrekt Pferd Batterie"


@pytest.fixture
def account(app: Flask) -> Account:
    """A coordinator with a password."""
    made = factories.make_account()
    set_password(made, PASSWORD)
    db.session.commit()
    return made


def test_the_right_password_opens_the_desk(visitor: Visitor, account: Account) -> None:
    desk = visitor.visit(PAGE).submit({"email": account.email, "password": PASSWORD}, status=302)
    assert desk.path == "/verwaltung/"
    assert account.name in desk.text
    assert db.session.scalars(select(AuditLine.action)).all() == ["sign_in"]


def test_the_address_may_be_typed_in_capitals(visitor: Visitor, account: Account) -> None:
    visitor.visit(PAGE).submit({"email": f" {account.email.upper()} ", "password": PASSWORD}, status=302)


@pytest.mark.parametrize("given", ["", " ", "falsch", PASSWORD.lower(), f"{PASSWORD} ", "x" * 201, "\x00"])
def test_a_wrong_password_does_not(visitor: Visitor, account: Account, given: str) -> None:
    page = visitor.visit(PAGE).submit({"email": account.email, "password": given}, status=422)
    assert "password-error" in {element.get("id") for element in page.root.iter()}
    assert not db.session.scalars(select(StaffSession)).all()
    visitor.get("/verwaltung/", 302)


@pytest.mark.parametrize("given", ["", "x" * 255, "\x00@example.org", "nobody", "a\nb@example.org", "😀@example.org"])
def test_whatever_is_typed_as_address_gets_a_page(visitor: Visitor, account: Account, given: str) -> None:
    visitor.visit(PAGE).submit({"email": given, "password": PASSWORD}, status=422)


def test_nobody_learns_which_addresses_have_an_account(visitor: Visitor, account: Account) -> None:
    closed = factories.make_account()
    set_password(closed, PASSWORD)
    closed.closed_at = now()
    without = factories.make_account()
    db.session.commit()
    answers = {
        visitor.visit(PAGE).submit({"email": email, "password": "falsch"}, status=422).text
        for email in (account.email, "nobody@example.org", closed.email, without.email)
    }
    assert len(answers) == 1
    visitor.visit(PAGE).submit({"email": closed.email, "password": PASSWORD}, status=422)


def test_an_unknown_address_costs_as_much_work(account: Account) -> None:
    def work(password_hash: str | None) -> float:
        start = process_time()
        assert not password_matches(password_hash, "falsch")
        return process_time() - start

    known = min(work(account.password_hash) for _ in range(3))
    unknown = min(work(None) for _ in range(3))
    assert 0.5 < unknown / known < 2


def test_guessing_is_slow(visitor: Visitor, account: Account) -> None:
    page = visitor.visit(PAGE)
    for _ in range(10):
        page.submit({"email": account.email, "password": ""}, status=422)
    assert visitor.visit(PAGE).submit({"email": account.email, "password": PASSWORD}, status=429).h1
    visitor.visit(PAGE)


@pytest.mark.parametrize(
    "hostile",
    [
        "https://evil.example", "//evil.example", "///evil.example", "/\\evil.example", "\\/evil.example", "http:evil",
        "javascript:alert(1)", "data:text/html,x", "/\t/evil.example", "\t//evil.example", "/\r\nSet-Cookie: a=b",
        "//[", "http://[", "/ok\x00", "evil", "", "/" + "x" * 500, "https:/evil.example", "/..//evil.example\\",
    ],
)  # fmt: skip
def test_nobody_is_sent_elsewhere_after_signing_in(visitor: Visitor, account: Account, hostile: str) -> None:
    page = visitor.visit(f"{PAGE}?next={quote(hostile, safe='')}")
    assert page.submit({"email": account.email, "password": PASSWORD}, status=302).path == "/verwaltung/"


def test_the_page_that_asked_for_it_comes_next(visitor: Visitor, account: Account) -> None:
    asked = visitor.get("/verwaltung/massnahmen/?seite=2", 302).headers["Location"]
    page = visitor.visit(asked).submit({"email": account.email, "password": PASSWORD}, status=302)
    assert page.path == "/verwaltung/massnahmen/?seite=2"


def test_the_session_is_kept_as_a_hash_and_its_cookie_is_for_the_server_only(app: Flask, account: Account) -> None:
    visitor = Visitor(app)
    visitor.sign_in(account)
    session = db.session.scalars(select(StaffSession)).one()
    cookie = visitor.client.get_cookie("staff")
    assert cookie is not None
    assert (cookie.http_only, cookie.same_site, cookie.path) == (True, "Lax", "/")
    with visitor.client.session_transaction() as kept:
        assert hashed(kept["_user_id"]) == session.secret_hash


def test_a_cookie_is_worth_nothing_with_another_secret(app: Flask, account: Account) -> None:
    visitor = Visitor(app)
    visitor.sign_in(account)
    with visitor.client.session_transaction() as kept:
        kept["_user_id"] = db.session.scalars(select(StaffSession.secret_hash)).one()
    visitor.get("/verwaltung/", 302)


@pytest.mark.parametrize(
    ("pauses", "status"),
    [([119], 200), ([121], 302), ([90] * 6, 200), ([90] * 7, 302), ([1], 200)],
    ids=["nearly idle", "idle", "nearly ten hours", "over ten hours", "at once"],
)
def test_a_session_ends_by_itself(
    app: Flask, account: Account, clock: MovableClock, pauses: list[int], status: int
) -> None:
    visitor = Visitor(app)
    visitor.sign_in(account)
    for minutes in pauses[:-1]:
        clock.move(timedelta(minutes=minutes))
        visitor.visit("/verwaltung/")
    clock.move(timedelta(minutes=pauses[-1]))
    visitor.get("/verwaltung/", status)


def test_signing_out_ends_the_session_for_every_copy_of_the_cookie(app: Flask, account: Account) -> None:
    visitor, thief = Visitor(app), Visitor(app)
    visitor.sign_in(account)
    with visitor.client.session_transaction() as kept, thief.client.session_transaction() as stolen:
        stolen.update(kept)
    thief.visit("/verwaltung/")
    visitor.send("/konto/abmelden", {}, 302)
    visitor.get("/verwaltung/", 302)
    thief.get("/verwaltung/", 302)


def test_closing_an_account_ends_its_sessions(app: Flask, account: Account) -> None:
    visitor = Visitor(app)
    visitor.sign_in(account)
    account.closed_at = now()
    db.session.commit()
    visitor.get("/verwaltung/", 302)


def test_a_forged_request_is_refused(visitor: Visitor, account: Account) -> None:
    visitor.visit(PAGE)
    visitor.post(PAGE, {"email": account.email, "password": PASSWORD}, 400)
    visitor.post(PAGE, {"email": account.email, "password": PASSWORD, "csrf_token": "made-up"}, 400)
    assert not db.session.scalars(select(StaffSession)).all()


def test_htmx_is_told_to_go_to_the_sign_in_page(visitor: Visitor) -> None:
    answer = visitor.client.get("/verwaltung/", headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer.headers["HX-Redirect"] == "/konto/anmelden?next=/verwaltung/"
