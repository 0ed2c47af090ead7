"""One-time links: looking at them changes nothing, their button works once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import select

from participation.accounts.actions import create_login_link
from participation.accounts.models import Account, StaffSession
from participation.accounts.secrets import hashed
from participation.clock import now
from participation.extensions import db
from participation.kit.personal_links.models import PersonalLink
from tests import factories
from tests.conftest import MovableClock
from tests.visiting import Visitor, held

RACERS = 4


@pytest.fixture
def account(app: Flask) -> Account:
    """Somebody without a password."""
    return factories.make_account()


@pytest.fixture
def link(account: Account) -> str:
    """The address of a fresh link."""
    secret = create_login_link(account, now())
    db.session.commit()
    return f"/konto/link/{secret}"


def test_the_button_signs_in_and_spends_the_link(app: Flask, account: Account, link: str) -> None:
    desk = Visitor(app).visit(link).submit(status=302)
    assert desk.path == "/verwaltung/"
    assert account.name in desk.text
    Visitor(app).visit(link, 410)


def test_mail_gateways_may_look_as_often_as_they_like(app: Flask, link: str) -> None:
    gateway = Visitor(app)
    for _ in range(3):
        gateway.visit(link)
        assert gateway.client.head(link).status_code == 200
        assert gateway.client.options(link).status_code == 200
    assert len(db.session.scalars(select(PersonalLink)).all()) == 1
    assert not db.session.scalars(select(StaffSession)).all()
    Visitor(app).visit(link).submit(status=302)


def test_a_page_opened_before_somebody_else_pressed_is_too_late(app: Flask, link: str) -> None:
    first, second = Visitor(app).visit(link), Visitor(app).visit(link)
    first.submit(status=302)
    assert second.submit(status=410).h1
    assert len(db.session.scalars(select(StaffSession)).all()) == 1


def test_of_racing_presses_one_wins(app: Flask, link: str) -> None:
    pages = [Visitor(app).visit(link) for _ in range(RACERS)]
    forms = [dict(held(page.forms()[0])) for page in pages]
    together = Barrier(RACERS)

    def press(number: int) -> int:
        together.wait()
        with app.app_context():
            return pages[number].visitor.client.post(link, data=forms[number]).status_code

    with ThreadPoolExecutor(RACERS) as racers:
        statuses = sorted(racers.map(press, range(RACERS)))
    assert statuses == [302] + [410] * (RACERS - 1)
    assert len(db.session.scalars(select(StaffSession)).all()) == 1


def test_a_link_lasts_a_day(app: Flask, clock: MovableClock, link: str) -> None:
    page = Visitor(app).visit(link)
    clock.move(timedelta(hours=24, seconds=-1))
    Visitor(app).visit(link)
    clock.move(timedelta(seconds=1))
    Visitor(app).visit(link, 410)
    page.submit(status=410)


def test_a_closed_account_has_no_links(app: Flask, account: Account, link: str) -> None:
    page = Visitor(app).visit(link)
    account.closed_at = now()
    db.session.commit()
    page.submit(status=410)


@pytest.mark.parametrize("change", [str.swapcase, lambda link: link[:-1], lambda link: link + "A"])
def test_a_changed_link_opens_nothing(app: Flask, link: str, change: Callable[[str], str]) -> None:
    start, _, secret = link.rpartition("/")
    Visitor(app).visit(f"{start}/{change(secret)}", 410)


def test_the_database_opens_no_door(app: Flask, link: str) -> None:
    kept = db.session.scalars(select(PersonalLink.secret_hash)).one()
    assert kept == hashed(link.rpartition("/")[2])
    Visitor(app).visit(f"/konto/link/{kept}", 410)


def test_the_address_of_a_link_is_told_to_nobody(app: Flask, link: str) -> None:
    answer = Visitor(app).get(link)
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer.headers["Cache-Control"]
