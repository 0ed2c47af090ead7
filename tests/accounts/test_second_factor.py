"""The second factor: who needs one, how it is set up and given, and what does not pass for it."""

from collections.abc import Callable
from datetime import timedelta

import pyotp
import pytest
from flask import Flask
from sqlalchemy import select

from participation.accounts.actions import begin_try, create_login_link, reset_second_factor, set_password
from participation.accounts.models import Account, Authenticator, EmergencyCode, StaffSession
from participation.accounts.queries import tries_key
from participation.accounts.secrets import hashed
from participation.clock import now
from participation.extensions import db
from participation.permissions import Role
from tests import factories
from tests.conftest import MovableClock
from tests.visiting import Page, Visitor, text_of

PASSWORD = "korrekt Pferd Batterie"
GIVING = "/konto/zweiter-faktor"
APP = "/konto/bestaetigungs-app"


@pytest.fixture
def reviewer(app: Flask) -> Account:
    """A reviewer with a password and nothing else."""
    account = factories.make_account(Role.REVIEWER)
    set_password(account, PASSWORD)
    db.session.commit()
    return account


def by_password(app: Flask, account: Account, password: str = PASSWORD) -> Visitor:
    """Somebody who has got past the first door."""
    visitor = Visitor(app)
    page = visitor.visit("/konto/anmelden")
    fields = {"email": account.email, "password": password, "csrf_token": visitor.token()}
    visitor.post(page.path, fields, 302)
    return visitor


def secret_on(page: Page) -> str:
    """The app's key as the page shows it to people who cannot scan."""
    return next(text_of(code) for code in page.root.iter("code"))


def code(secret: str) -> str:
    """What the app shows now."""
    return pyotp.TOTP(secret).at(now())


def set_up_app(visitor: Visitor) -> tuple[str, list[str]]:
    """Sets the app up; returns its key and the emergency codes."""
    page = visitor.visit(APP)
    secret = secret_on(page)
    shown = page.submit({"code": code(secret)})
    return secret, [text_of(one) for one in shown.root.iter("code")]


def test_nothing_opens_before_it_is_set_up(app: Flask, reviewer: Account) -> None:
    visitor = by_password(app, reviewer)
    for path in ("/verwaltung/", "/verwaltung/zusammenfassungen/", "/verwaltung/protokoll", "/konto/"):
        assert visitor.get(path, 302).headers["Location"].startswith("/konto/einrichten"), path
    assert visitor.visit("/konto/einrichten").links.keys() >= {"Passkey", "Bestätigungs-App"}
    assert not visitor.visit("/konto/einrichten").links.keys() & {"Zusammenfassungen", "Protokoll"}
    visitor.send("/konto/notfallcodes", {}, 302)
    assert not db.session.scalars(select(EmergencyCode)).all()


def test_setting_the_app_up_opens_the_desk_and_shows_ten_codes(app: Flask, reviewer: Account) -> None:
    visitor = by_password(app, reviewer)
    _, codes = set_up_app(visitor)
    assert len(set(codes)) == 10
    assert {one.code_hash for one in db.session.scalars(select(EmergencyCode))} == {hashed(one) for one in codes}
    visitor.visit("/verwaltung/")
    assert "Übrige Notfallcodes: 10" in visitor.visit("/konto/").text


def test_the_apps_key_is_not_in_the_database(app: Flask, reviewer: Account) -> None:
    secret, _ = set_up_app(by_password(app, reviewer))
    assert secret.encode() not in db.session.scalars(select(Authenticator.sealed_secret)).one()


def test_next_time_the_code_is_asked_for(app: Flask, reviewer: Account, clock: MovableClock) -> None:
    secret, _ = set_up_app(by_password(app, reviewer))
    clock.move(timedelta(minutes=1))
    visitor = by_password(app, reviewer)
    assert visitor.get("/verwaltung/protokoll", 302).headers["Location"] == f"{GIVING}?next=/verwaltung/protokoll"
    page = visitor.visit(f"{GIVING}?next=/verwaltung/protokoll")
    assert page.submit({"code": code(secret)}, status=302).h1 == "Protokoll"


def test_who_has_one_cannot_set_up_another_without_giving_it(app: Flask, reviewer: Account) -> None:
    set_up_app(by_password(app, reviewer))
    thief = by_password(app, reviewer)
    for path in (APP, "/konto/passkeys/neu", "/konto/einrichten"):
        assert thief.get(path, 302).headers["Location"].startswith(GIVING)
    thief.send(APP, {"sealed": "x", "code": "000000"}, 302)
    thief.send("/konto/bestaetigungs-app/entfernen", {}, 302)
    assert len(db.session.scalars(select(Authenticator)).all()) == 1


@pytest.mark.parametrize("minutes", [0, 0.5])
def test_a_code_works_once(app: Flask, reviewer: Account, clock: MovableClock, minutes: float) -> None:
    secret, _ = set_up_app(by_password(app, reviewer))
    clock.move(timedelta(minutes=2))
    seen = code(secret)
    by_password(app, reviewer).visit(GIVING).submit({"code": seen}, status=302)
    clock.move(timedelta(minutes=minutes))  # it would still be in time
    by_password(app, reviewer).visit(GIVING).submit({"code": seen}, status=422)


def test_the_code_that_set_the_app_up_does_not_sign_in(app: Flask, reviewer: Account) -> None:
    secret, _ = set_up_app(by_password(app, reviewer))
    by_password(app, reviewer).visit(GIVING).submit({"code": code(secret)}, status=422)


@pytest.mark.parametrize("given", ["", "12345", "abcdef", "٣٣٣٣٣٣", "0" * 41, "\x00", "😀😀😀😀😀😀"])
def test_nonsense_is_no_code(app: Flask, reviewer: Account, given: str) -> None:
    set_up_app(by_password(app, reviewer))
    visitor = by_password(app, reviewer)
    visitor.visit(GIVING).submit({"code": given}, status=422)
    visitor.get("/verwaltung/", 302)


def test_an_emergency_code_works_once_however_it_is_typed(app: Flask, reviewer: Account) -> None:
    _, codes = set_up_app(by_password(app, reviewer))
    typed = codes[0].upper().replace("-", " ")
    by_password(app, reviewer).visit(GIVING).submit({"code": typed}, status=302)
    by_password(app, reviewer).visit(GIVING).submit({"code": codes[0]}, status=422)
    assert len(db.session.scalars(select(EmergencyCode)).all()) == 9


def test_somebody_elses_emergency_code_is_none(app: Flask, reviewer: Account) -> None:
    _, codes = set_up_app(by_password(app, reviewer))
    other = factories.make_account(Role.REVIEWER)
    set_password(other, PASSWORD)
    db.session.commit()
    set_up_app(by_password(app, other))
    by_password(app, other).visit(GIVING).submit({"code": codes[0]}, status=422)


def test_guessing_codes_becomes_slow_and_emergency_codes_still_work(
    app: Flask, reviewer: Account, clock: MovableClock
) -> None:
    secret, codes = set_up_app(by_password(app, reviewer))
    clock.move(timedelta(minutes=2))
    thief = by_password(app, reviewer)
    for _ in range(3):
        thief.visit(GIVING).submit({"code": "000000"}, status=422)
    owner = by_password(app, reviewer)
    assert "Zu viele falsche Versuche" in owner.visit(GIVING).submit({"code": code(secret)}, status=422).text
    owner.visit(GIVING).submit({"code": codes[0]}, status=302)


def test_the_session_gets_a_new_secret_with_the_second_factor(
    app: Flask, reviewer: Account, clock: MovableClock
) -> None:
    secret, _ = set_up_app(by_password(app, reviewer))
    clock.move(timedelta(minutes=2))
    visitor, thief = by_password(app, reviewer), Visitor(app)
    with visitor.client.session_transaction() as kept, thief.client.session_transaction() as stolen:
        stolen.update(kept)
    visitor.visit(GIVING).submit({"code": code(secret)}, status=302)
    visitor.visit("/verwaltung/")
    assert thief.get("/verwaltung/", 302).headers["Location"].startswith("/konto/anmelden")


def test_a_changed_factor_ends_all_other_sessions(app: Flask, reviewer: Account, clock: MovableClock) -> None:
    first = by_password(app, reviewer)
    secret, _ = set_up_app(first)
    clock.move(timedelta(minutes=2))
    second = by_password(app, reviewer)
    second.visit(GIVING).submit({"code": code(secret)}, status=302)
    clock.move(timedelta(minutes=2))
    page = second.visit(APP)
    page.submit({"code": code(secret_on(page))}, status=302)
    second.visit("/verwaltung/")
    first.get("/verwaltung/", 302)


def test_the_last_one_stays_with_who_needs_it(app: Flask, reviewer: Account) -> None:
    visitor = by_password(app, reviewer)
    set_up_app(visitor)
    assert "App entfernen" not in visitor.visit("/konto/").text
    visitor.send("/konto/bestaetigungs-app/entfernen", {}, 409)
    assert len(db.session.scalars(select(Authenticator)).all()) == 1


def test_who_needs_none_may_have_one_and_take_it_away(sign_in: Callable[..., Visitor]) -> None:
    coordinator = sign_in(Role.COORDINATOR)
    set_up_app(coordinator)
    coordinator.visit("/konto/").submit(button="App entfernen", status=302)
    assert not db.session.scalars(select(Authenticator)).all()


def test_an_app_of_another_account_is_not_taken(app: Flask, reviewer: Account, sign_in: Callable[..., Visitor]) -> None:
    other = sign_in(Role.COORDINATOR).visit(APP)
    sealed = next(field.get("value", "") for field in other.root.iter("input") if field.get("name") == "sealed")
    visitor = by_password(app, reviewer)
    visitor.send(APP, {"sealed": sealed, "code": code(secret_on(other))}, 400)
    assert not db.session.scalars(select(Authenticator)).all()


def test_a_demonstration_needs_none(app: Flask, reviewer: Account) -> None:
    factories.make_instance().demo = True
    db.session.commit()
    by_password(app, reviewer).visit("/verwaltung/")


def test_after_a_while_a_new_sign_in_is_asked_for_before_anything_is_changed(
    sign_in: Callable[..., Visitor], clock: MovableClock
) -> None:
    coordinator = sign_in(Role.COORDINATOR)
    clock.move(timedelta(minutes=31))
    coordinator.visit("/konto/")
    for path in (APP, "/konto/passwort", "/konto/passkeys/neu"):
        assert coordinator.get(path, 302).headers["Location"] == f"/konto/anmelden?next={path}"
    coordinator.send("/konto/passwort", {"password": PASSWORD, "again": PASSWORD}, 302)
    assert db.session.scalars(select(Account.password_hash)).all() == [None]


def test_who_lost_everything_starts_anew(app: Flask, reviewer: Account) -> None:
    first = by_password(app, reviewer)
    set_up_app(first)
    reset_second_factor(reviewer, None, now())
    db.session.commit()
    first.get("/verwaltung/", 302)
    assert by_password(app, reviewer).get("/verwaltung/", 302).headers["Location"].startswith("/konto/einrichten")
    assert not db.session.scalars(select(EmergencyCode)).all()


def test_a_link_by_mail_is_one_factor_only(app: Flask, reviewer: Account) -> None:
    set_up_app(by_password(app, reviewer))
    visitor = Visitor(app)
    secret = create_login_link(reviewer, now())
    db.session.commit()
    page = visitor.visit(f"/konto/link/{secret}")
    visitor.send(page.path, {}, 302)
    assert visitor.get("/verwaltung/", 302).headers["Location"].startswith(GIVING)


def test_waiting_doubles_and_ends(app: Flask, clock: MovableClock) -> None:
    key, waits = tries_key("password", "a@example.org"), []
    for _ in range(6):
        wait = begin_try(key, now())
        waits.append(wait.total_seconds() if wait else 0)
        clock.move(wait or timedelta())
        if wait:
            assert begin_try(key, now()) is None
    assert waits == [0, 0, 0, 2, 4, 8]


def test_sessions_elsewhere_are_ended_at_once(app: Flask, sign_in: Callable[..., Visitor]) -> None:
    account = factories.make_account()
    here, there = Visitor(app), Visitor(app)
    here.sign_in(account)
    there.sign_in(account)
    here.visit("/konto/sitzungen").submit(button="Alle anderen beenden", status=302)
    here.visit("/verwaltung/")
    there.get("/verwaltung/", 302)
    assert len([one for one in db.session.scalars(select(StaffSession)) if one.ended_at is None]) == 1
