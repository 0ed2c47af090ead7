"""The calendar of what is due: by personal link, valid, and only what concerns its owner."""

from collections.abc import Callable
from datetime import date, timedelta

from flask import Flask
from icalendar import Calendar, Event

from participation.accounts.models import Account, AuditLine
from participation.clock import now
from participation.extensions import db
from participation.permissions import Role
from participation.workstreams.models import Measure
from tests import factories
from tests.conftest import MovableClock
from tests.visiting import Visitor

SignIn = Callable[..., Visitor]
PAGE = "/konto/termine"
TODAY = date(2026, 6, 26)


def measure_due(day: date, title: str = "Bänke aufstellen") -> Measure:
    """A measure of the county that is to be done by that day."""
    measure = factories.make_measure()
    measure.title, measure.due_on = {"de": title}, day
    db.session.commit()
    return measure


def subscribed(visitor: Visitor) -> str:
    """The path of a calendar that was just made."""
    page = visitor.visit(PAGE).submit()
    address = "".join(next(page.root.iter("code")).itertext())
    assert address.startswith("http://localhost:8000/konto/termine/")
    return address.removeprefix("http://localhost:8000")


def events(visitor: Visitor, path: str) -> list[Event]:
    """What a calendar program finds at the path."""
    answer = visitor.get(path)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    made = Calendar.from_ical(answer.data)
    assert made["version"] == "2.0"
    assert max(len(line) for line in answer.data.split(b"\r\n")) <= 75
    return [event for event in made.walk("VEVENT") if isinstance(event, Event)]


def test_a_calendar_program_reads_what_is_due(sign_in: SignIn, visitor: Visitor) -> None:
    measure = measure_due(TODAY, "Bänke; Brücken, und\nWege")
    path = subscribed(sign_in(Role.EDITOR))
    (event,) = events(visitor, path)
    assert event["summary"] == "Maßnahme soll erledigt sein: Bänke; Brücken, und\nWege"
    assert (event.start, event.end) == (TODAY, TODAY + timedelta(days=1))
    assert event["url"] == f"http://localhost:8000/verwaltung/massnahmen/{measure.public_id}"
    assert event["uid"] == f"measure-{measure.public_id}-due@localhost"


def test_a_step_keeps_its_identity_when_its_day_moves(sign_in: SignIn, visitor: Visitor) -> None:
    measure = measure_due(TODAY)
    path = subscribed(sign_in(Role.EDITOR))
    (before,) = events(visitor, path)
    measure.due_on = TODAY + timedelta(days=9)
    db.session.commit()
    (after,) = events(visitor, path)
    assert before["uid"] == after["uid"]
    assert after.start == TODAY + timedelta(days=9)


def test_the_calendar_holds_what_concerns_its_owner(sign_in: SignIn, visitor: Visitor) -> None:
    measure_due(TODAY)
    marl = factories.make_organisation("Marl", parent=factories.make_county())
    assert events(visitor, subscribed(sign_in(Role.REVIEWER))) == []
    assert events(visitor, subscribed(sign_in(Role.EDITOR, marl))) == []


def test_a_new_address_ends_the_old_one(sign_in: SignIn, visitor: Visitor) -> None:
    owner = sign_in(Role.EDITOR)
    old = subscribed(owner)
    new = subscribed(owner)
    visitor.visit(old, 404)
    events(visitor, new)
    assert "Die Kalenderadresse gilt nicht mehr." in owner.visit(PAGE).submit(button="Adresse beenden", status=302).text
    visitor.visit(new, 404)
    said = {line.action for line in db.session.query(AuditLine)}
    assert {"subscribe_calendar", "unsubscribe_calendar"} <= said


def test_a_closed_account_has_no_calendar(app: Flask, visitor: Visitor) -> None:
    account = factories.make_account(Role.EDITOR)
    owner = Visitor(app)
    owner.sign_in(account)
    path = subscribed(owner)
    events(visitor, path)
    db.session.get_one(Account, account.id).closed_at = now()
    db.session.commit()
    visitor.visit(path, 404)


def test_reading_it_changes_nothing_and_needs_no_session(
    sign_in: SignIn, visitor: Visitor, clock: MovableClock
) -> None:
    measure_due(TODAY + timedelta(days=30))
    path = subscribed(sign_in(Role.EDITOR))
    lines = db.session.query(AuditLine).count()
    clock.move(timedelta(days=20))
    assert len(events(visitor, path)) == len(events(visitor, path)) == 1
    assert db.session.query(AuditLine).count() == lines


def test_the_calendar_asks_as_much_for_many_as_for_few(
    sign_in: SignIn, visitor: Visitor, statements: list[str]
) -> None:
    path = subscribed(sign_in(Role.EDITOR))
    measure_due(TODAY)
    statements.clear()
    events(visitor, path)
    few = len(statements)
    for _ in range(30):
        measure_due(TODAY)
    statements.clear()
    assert len(events(visitor, path)) == 31
    assert len(statements) == few <= 20
