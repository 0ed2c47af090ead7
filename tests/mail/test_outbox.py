"""The outbox at the desk: what waits and why, tried again, handed over by a person, thrown away."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import unquote

import pytest
from flask import Flask
from sqlalchemy import func, select

from participation.accounts.models import AuditLine
from participation.clock import now
from participation.extensions import db
from participation.mail.actions import claim_due, delete_finished, queue_mail
from participation.mail.models import Mail
from participation.mail.rules import MAIL_KEPT, MailState, Trouble
from participation.mail.words import TROUBLE_WORDS
from participation.permissions import Role
from tests import factories
from tests.conftest import MovableClock
from tests.mail.letters import letter
from tests.mail_server import Mailbox
from tests.visiting import Visitor

SignIn = Callable[..., Visitor]
OUTBOX = "/verwaltung/post/"
LINK = "http://localhost:8000/konto/link/geheim"


def queued(to: str = "muster@example.org", **values: object) -> Mail:
    """A mail in the outbox, committed."""
    mail = queue_mail(letter(to, **values), now())
    db.session.commit()
    return mail


def state(mail: Mail) -> MailState:
    """How far the mail is by now."""
    db.session.expire_all()
    return MailState(mail.state)


def deeds() -> list[str]:
    """What the audit trail says about mails."""
    return list(db.session.scalars(select(AuditLine.action).where(AuditLine.subject_kind == "mail")))


def test_without_a_server_a_person_hands_the_letter_over(sign_in: SignIn) -> None:
    mail = queued(body="Guten Tag,\nbis morgen & übermorgen.\n")
    office = sign_in(Role.COORDINATOR)
    page = office.visit(OUTBOX)
    assert "1 Mail wartet auf Sie" in page.text
    page = page.follow("Guten Morgen")
    assert "bis morgen & übermorgen." in page.text
    assert "muster@example.org" in page.text
    compose = page.links["In Ihrem Mailprogramm öffnen"]
    assert compose.startswith("mailto:muster@example.org?subject=Guten%20Morgen&body=")
    assert unquote(compose).endswith("bis morgen & übermorgen.\n")
    page = page.submit(button="Als übergeben vermerken", status=302)
    assert "Als übergeben vermerkt" in page.text
    assert state(mail) == MailState.HANDED_OVER
    assert deeds() == ["hand_over_mail"]
    assert "Mail übergeben" in office.visit("/verwaltung/protokoll").text


def test_the_outbox_says_why_a_mail_was_not_taken(sign_in: SignIn, mail_server: Mailbox) -> None:
    office = sign_in(Role.COORDINATOR)
    mail_server.server.behave(rcpt="550 5.1.1 Unknown")
    queued()
    mail_server.deliver()
    page = office.visit(OUTBOX)
    assert "Aufgegeben" in page.text
    assert "Die Adresse wurde abgewiesen. Ist sie richtig geschrieben? (550 5.1.1)" in page.follow("Guten Morgen").text


def test_a_mail_can_be_tried_again_at_once(sign_in: SignIn, mail_server: Mailbox) -> None:
    office = sign_in(Role.COORDINATOR)
    mail_server.server.behave(rcpt="450 4.2.1 Later")
    mail = queued()
    mail_server.deliver()
    mail_server.server.behave()
    assert mail_server.deliver() == [], "its time has not come"
    page = office.visit(OUTBOX + mail.public_id)
    assert "Nächster Versuch" in page.text
    page.submit(button="Jetzt noch einmal versuchen", status=302)
    assert len(mail_server.deliver()) == 1
    assert deeds() == ["retry_mail"]
    assert office.visit(OUTBOX + mail.public_id).forms() == [], "nothing more can be done about it"


def test_a_given_up_mail_begins_anew(sign_in: SignIn, mail_server: Mailbox, clock: MovableClock) -> None:
    mail_server.server.behave(rcpt="550 5.1.1 Unknown")
    mail = queued()
    mail_server.deliver()
    clock.move(timedelta(days=5))
    mail_server.server.behave(rcpt="450 4.2.1 Later")
    sign_in(Role.COORDINATOR).visit(OUTBOX + mail.public_id).submit(button="Jetzt noch einmal versuchen", status=302)
    mail_server.deliver()
    assert (state(mail), mail.tries, mail.trouble) == (MailState.WAITING, 1, Trouble.RECEIVER_DELAYED)


def test_a_discarded_mail_reaches_nobody(sign_in: SignIn, mail_server: Mailbox) -> None:
    mail = queued(body=LINK, secret=True)
    sign_in(Role.COORDINATOR).visit(OUTBOX + mail.public_id).submit(button="Verwerfen", status=302)
    assert mail_server.deliver() == []
    assert state(mail) == MailState.DISCARDED
    assert deeds() == ["discard_mail"]


def test_a_personal_link_is_its_receivers_alone(sign_in: SignIn, mail_server: Mailbox) -> None:
    mail = queued(body=LINK, secret=True)
    for role in (Role.COORDINATOR, Role.ADMINISTRATOR):
        page = sign_in(role).visit(OUTBOX + mail.public_id)
        assert "geheim" not in page.response.text
        assert "Nur wer sie empfängt, darf sie lesen" in page.text


def test_without_a_server_the_administration_hands_links_over(sign_in: SignIn) -> None:
    mail = queued(body=LINK, secret=True)
    office = sign_in(Role.COORDINATOR).visit(OUTBOX + mail.public_id)
    assert "geheim" not in office.response.text
    administrator = sign_in(Role.ADMINISTRATOR)
    page = administrator.visit(OUTBOX + mail.public_id)
    assert LINK in page.text
    page.submit(button="Als übergeben vermerken", status=302)
    page = administrator.visit(OUTBOX + mail.public_id)
    assert "geheim" not in page.response.text
    assert "wurde gelöscht" in page.text


def test_an_erased_mail_is_not_tried_again(sign_in: SignIn, mail_server: Mailbox) -> None:
    mail_server.server.behave(rcpt="550 5.1.1 Unknown")
    mail = queued(body=LINK, secret=True)
    mail_server.deliver()
    office = sign_in(Role.COORDINATOR)
    assert office.visit(OUTBOX + mail.public_id).forms() == []
    answer = office.send(f"{OUTBOX}{mail.public_id}/erneut", {}, 409)
    assert "Bitte lassen Sie eine neue schicken" in answer.text


@pytest.mark.parametrize("deed", ["erneut", "verwerfen", "uebergeben"])
def test_what_is_done_or_under_way_stays_as_it_is(sign_in: SignIn, mail_server: Mailbox, deed: str) -> None:
    office = sign_in(Role.COORDINATOR)
    sent = queued("a@example.org")
    mail_server.deliver()
    under_way = queued("b@example.org")
    claim_due("another node", now(), 10)
    db.session.commit()
    assert "in diesem Moment" in office.visit(OUTBOX + under_way.public_id).text
    for mail, sentence in ((sent, "nichts mehr zu tun"), (under_way, "gerade verschickt")):
        assert sentence in office.send(f"{OUTBOX}{mail.public_id}/{deed}", {}, 409).text
    assert deeds() == []


def test_a_trial_mail_goes_to_who_asks_for_it(sign_in: SignIn, mail_server: Mailbox) -> None:
    office = sign_in(Role.COORDINATOR)
    page = office.visit(OUTBOX).submit(button="Probemail schicken", status=302)
    assert "Eine Probemail an Ihre Adresse wartet im Postausgang" in page.text
    (arrived,) = mail_server.deliver()
    assert arrived["To"].endswith("@example.org")
    assert arrived["Subject"].startswith("Probe: ")
    assert deeds() == ["send_trial_mail"]


def test_a_towns_coordinator_sees_no_mails(sign_in: SignIn) -> None:
    mail = queued()
    town = sign_in(Role.COORDINATOR, factories.make_organisation("Marl", parent=factories.make_county()))
    town.visit(OUTBOX, 403)
    town.visit(OUTBOX + mail.public_id, 403)
    town.send(f"{OUTBOX}{mail.public_id}/verwerfen", {}, 403)
    assert state(mail) == MailState.WAITING


def test_the_outbox_is_paged_in_constant_queries(sign_in: SignIn, statements: list[str]) -> None:
    office = sign_in(Role.COORDINATOR)

    def with_mails(number: int) -> int:
        for _ in range(number):
            queue_mail(letter(), now())
        db.session.commit()
        statements.clear()
        office.visit(OUTBOX)
        return len(statements)

    few = with_mails(2)
    assert with_mails(30) == few <= 20
    assert len(list(office.visit(f"{OUTBOX}?seite=2").root.iter("tr"))) > 1


def test_waiting_mails_come_first(sign_in: SignIn, mail_server: Mailbox) -> None:
    mail_server.server.behave(rcpt={"a@example.org": "450 Later"})
    queued("a@example.org", subject="Wartet noch")
    queued("b@example.org", subject="Ist fort")
    mail_server.deliver()
    text = sign_in(Role.COORDINATOR).visit(OUTBOX).text
    assert text.index("Wartet noch") < text.index("Ist fort")
    assert "Der Server bittet, es mit dieser Adresse später zu versuchen." in text


def test_a_mail_under_another_secret_is_shown_as_unreadable(sign_in: SignIn) -> None:
    mail = queued()
    mail.sealed = bytes(40)
    db.session.commit()
    office = sign_in(Role.COORDINATOR)
    office.visit(OUTBOX)
    page = office.visit(OUTBOX + mail.public_id)
    assert "mit einem anderen Schlüssel" in page.text
    page.submit(button="Verwerfen", status=302)


def test_finished_mails_are_deleted_after_thirty_days(app: Flask, clock: MovableClock, mail_server: Mailbox) -> None:
    mail_server.server.behave(rcpt={"weg@example.org": "550 Gone", "spaet@example.org": "450 Later"})
    for to in ("da@example.org", "weg@example.org", "spaet@example.org"):
        queued(to)
    mail_server.deliver()
    clock.move(MAIL_KEPT - timedelta(seconds=1))
    delete_finished(now())
    assert db.session.scalar(select(func.count()).select_from(Mail)) == 3
    clock.move(timedelta(seconds=1))
    delete_finished(now())
    assert db.session.scalars(select(Mail.state)).all() == [MailState.WAITING]


def test_every_trouble_has_words() -> None:
    assert set(TROUBLE_WORDS) == set(Trouble)
