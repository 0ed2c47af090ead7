"""Reporting a barrier: from every footer, without a cookie, not by programs; the office answers, then it is deleted."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from participation.barriers.models import BarrierReport
from participation.barriers.retention import delete_old
from participation.clock import now
from participation.extensions import db
from participation.kit.form_seal import is_human, seal
from participation.mail.models import Mail
from participation.mail.sealing import open_letter
from participation.permissions import Role
from tests import factories
from tests.conftest import START, MovableClock
from tests.visiting import Page, Visitor

SignIn = Callable[..., Visitor]


def kept() -> list[BarrierReport]:
    """All reports there are."""
    db.session.expire_all()
    return list(db.session.scalars(select(BarrierReport).order_by(BarrierReport.id)))


@pytest.fixture
def form(visitor: Visitor, clock: MovableClock) -> Page:
    """The form, opened from a page's footer and read for a while."""
    page = visitor.visit("/handlungsfelder/").follow("Barriere melden")
    clock.move(timedelta(seconds=20))
    return page


def test_a_report_names_its_page_and_reaches_the_office(form: Page, sign_in: SignIn) -> None:
    words = {"text": "Der Knopf ist zu klein.", "email": "ich@example.org"}
    assert "angekommen" in form.submit(words, status=302).text
    assert "Set-Cookie" not in form.response.headers
    page = sign_in(Role.COORDINATOR).visit("/verwaltung/instanz/")
    assert "1 Meldung wartet" in page.text
    page = page.follow("Gemeldete Barrieren")
    for word in ("Der Knopf ist zu klein.", "/handlungsfelder/", "ich@example.org", "26.07.2026"):
        assert word in page.text
    answered = page.submit(status=302)
    assert "Beantwortet" in answered.text
    assert "wartet" not in answered.visitor.visit("/verwaltung/instanz/").text


def test_the_office_is_told_by_mail_if_it_has_an_address(form: Page) -> None:
    form.submit({"text": "Ohne Adresse."}, status=302)
    assert db.session.scalars(select(Mail)).all() == []
    factories.make_instance().contact_email = "buero@example.org"
    db.session.commit()
    form.submit({"text": "Der Knopf <b>klemmt</b>.", "email": "ich@example.org"}, status=302)
    mail = db.session.scalars(select(Mail)).one()
    letter = open_letter(mail.public_id, mail.sealed)
    assert letter.to == "buero@example.org"
    for words in ("Der Knopf <b>klemmt</b>.", "/handlungsfelder/", "ich@example.org", "8000/verwaltung/barrieren/"):
        assert words in (letter.body or "")


def test_programs_that_fill_in_everything_or_are_too_quick_are_asked_again(
    visitor: Visitor, form: Page, clock: MovableClock
) -> None:
    refused = form.submit({"text": "Kaufen Sie!", "website": "https://example.org"}, status=422)
    assert "automatischen Eintrag" in refused.text
    quick = visitor.visit("/barriere-melden/").submit({"text": "Sofort."}, status=422)
    assert kept() == []
    clock.move(timedelta(seconds=5))
    quick.submit(status=302)  # a person who was quick presses the button once more
    assert [report.text for report in kept()] == ["Sofort."]


@pytest.mark.parametrize(
    ("wait", "token", "human"),
    [
        (2, "", False),
        (3, "", True),
        (86_400, "", True),
        (86_401, "", False),
        (9, "1.2", False),
        (9, ".", False),
        (9, "é", False),
    ],
)
def test_a_seal_is_ours_and_neither_too_young_nor_too_old(wait: int, token: str, human: bool) -> None:
    own = seal("secret", START)
    assert is_human("secret", token or own, START + timedelta(seconds=wait)) is human
    assert not is_human("another", own, START + timedelta(seconds=9))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": " "}, "was Sie hindert"),
        ({"text": "x" * 4001}, "4000"),
        ({"text": "Zu klein.", "email": "ich"}, "name@example.org"),
        ({"text": "Zu klein.", "page": "x" * 301}, "300"),
    ],
)
def test_what_cannot_be_taken_is_said_beside_the_field(form: Page, fields: dict[str, str], sentence: str) -> None:
    assert sentence in form.submit(fields, status=422).text
    assert kept() == []


def test_what_people_write_is_shown_as_they_wrote_it_and_does_nothing(sign_in: SignIn) -> None:
    factories.make_barrier_report("<script>alert(1)</script>\nZeile zwei")
    page = sign_in(Role.COORDINATOR).visit("/verwaltung/barrieren/")
    assert "<script>alert(1)</script> Zeile zwei" in page.text
    assert "&lt;script&gt;" in page.response.text


def test_one_address_cannot_flood_the_office(form: Page) -> None:
    for number in range(5):
        form.submit({"text": f"Meldung {number}"}, status=302)
    form.submit({"text": "Noch eine"}, status=429)
    assert len(kept()) == 5


def test_answered_reports_are_deleted_after_a_year_waiting_ones_never(
    app: Flask, sign_in: SignIn, clock: MovableClock
) -> None:
    factories.make_barrier_report("beantwortet")
    sign_in(Role.COORDINATOR).visit("/verwaltung/barrieren/").submit(status=302)
    factories.make_barrier_report("wartet")
    clock.move(timedelta(days=364))
    delete_old(now())
    assert len(kept()) == 2
    clock.move(timedelta(days=2))
    delete_old(now())
    assert [report.text for report in kept()] == ["wartet"]


def test_a_towns_people_do_not_read_them(sign_in: SignIn) -> None:
    report = factories.make_barrier_report()
    person = sign_in(Role.COORDINATOR, factories.make_organisation(parent=factories.make_county()))
    person.visit("/verwaltung/barrieren/", 403)
    person.send(f"/verwaltung/barrieren/{report.public_id}/beantwortet", {}, 403)
    assert kept()[0].answered_at is None


def test_reports_are_paged_in_constant_queries(sign_in: SignIn, statements: list[str]) -> None:
    coordinator = sign_in(Role.COORDINATOR)

    def with_reports(number: int) -> int:
        for _ in range(number):
            factories.make_barrier_report()
        statements.clear()
        coordinator.visit("/verwaltung/barrieren/")
        return len(statements)

    few = with_reports(2)
    assert with_reports(30) == few
