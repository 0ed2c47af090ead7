"""One's own account: name, language, password."""

import pytest
from flask import Flask
from sqlalchemy import select

from participation.accounts.actions import set_password
from participation.accounts.models import Account, AuditLine
from participation.accounts.passwords import Weakness, weakness
from participation.accounts.secrets import password_matches
from participation.extensions import db
from participation.permissions import Role
from tests import factories
from tests.visiting import Visitor

GOOD = "Regen tanzt auf Dachziegeln"


@pytest.fixture
def account(app: Flask) -> Account:
    """Erika, who coordinates and has no password."""
    made = factories.make_account(Role.COORDINATOR)
    made.name, made.email = "Erika Mustermann", "e.mustermann@stadt-beispielhausen.example"
    db.session.commit()
    return made


@pytest.fixture
def erika(app: Flask, account: Account) -> Visitor:
    """Her, signed in."""
    visitor = Visitor(app)
    visitor.sign_in(account)
    return visitor


def test_people_say_what_they_are_called_and_which_language_they_speak(erika: Visitor, account: Account) -> None:
    page = erika.visit("/konto/").submit({"name": " Erika Neu ", "language": "en"}, status=302)
    assert page.h1 == "Your account"
    assert erika.visit("/verwaltung/").h1 == "Your desk"
    assert erika.visit("/verwaltung/?sprache=de").h1 == "Ihr Arbeitsplatz"
    db.session.expire_all()
    assert account.name == "Erika Neu"
    assert "update_own" in db.session.scalars(select(AuditLine.action)).all()


@pytest.mark.parametrize(
    "fields", [{"name": ""}, {"name": " \u202e "}, {"name": "x" * 121}, {"language": "xx"}, {"language": "de' --"}]
)
def test_nonsense_gets_a_sentence_and_changes_nothing(erika: Visitor, account: Account, fields: dict[str, str]) -> None:
    erika.visit("/konto/").submit(fields, status=422)
    db.session.expire_all()
    assert (account.name, account.language) == ("Erika Mustermann", None)


def test_a_good_password_is_taken_and_ends_sessions_elsewhere(app: Flask, erika: Visitor, account: Account) -> None:
    elsewhere = Visitor(app)
    elsewhere.sign_in(account)
    erika.visit("/konto/passwort").submit({"password": GOOD, "again": GOOD}, status=302)
    db.session.expire_all()
    assert password_matches(account.password_hash, GOOD)
    erika.visit("/verwaltung/")
    elsewhere.get("/verwaltung/", 302)


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("kurz", "mindestens zehn Zeichen"),
        ("iloveyou1234", "ausprobiert"),
        ("Mustermann2026", "bekannt"),
        ("Beispielhausen!", "bekannt"),
        ("Sommer2026!", "bekannt"),
        ("qwertzuiopasdf", ""),
        ("aaaaaaaaaaaaaa", "Wiederholungen"),
        ("abcdefghijklmn", "Folgen"),
        ("01.06.1984", ""),
        ("x" * 201, "200"),
    ],
)
def test_a_weak_one_is_refused_with_the_reason(erika: Visitor, account: Account, password: str, reason: str) -> None:
    page = erika.visit("/konto/passwort").submit({"password": password, "again": password}, status=422)
    assert reason in page.text
    assert "password-error" in {element.get("id") for element in page.root.iter()}
    db.session.expire_all()
    assert account.password_hash is None


def test_a_slip_of_the_finger_is_found(erika: Visitor, account: Account) -> None:
    page = erika.visit("/konto/passwort").submit({"password": GOOD, "again": f"{GOOD} "}, status=422)
    assert "stimmen nicht überein" in page.text


@pytest.mark.parametrize("password", [GOOD, "korrekt Pferd Batterie", "v8#kQ2!zLm", "Zwölf Boxkämpfer jagen Viktor"])
def test_good_ones_are_not_refused(password: str) -> None:
    assert weakness(password, ["Erika Mustermann"]) is None


def test_names_of_the_owner_count_as_known_however_they_are_written() -> None:
    assert weakness("MUSTERMANN-ERIKA", ["erika.mustermann@example.org"]) == Weakness.YOURS


def test_an_attacker_locks_nobody_out(app: Flask, account: Account) -> None:
    set_password(account, GOOD)
    db.session.commit()
    attacker = Visitor(app)
    page = attacker.visit("/konto/anmelden")
    for _ in range(3):
        page.submit({"email": account.email, "password": "falsch"}, status=422)
    told = page.submit({"email": account.email, "password": GOOD}, status=422).text
    assert "Zu viele falsche Versuche" in told
    Visitor(app).sign_in(account)


def test_waiting_tells_nothing_about_who_has_an_account(app: Flask, account: Account) -> None:
    def told(email: str) -> list[str]:
        page = Visitor(app).visit("/konto/anmelden")
        return [page.submit({"email": email, "password": "falsch"}, status=422).text for _ in range(4)]

    assert told(account.email) == told("niemand@example.org")
