"""Mail leaves once, correctly addressed, whatever the server does; what opens something leaves no trace."""

import logging
from datetime import UTC, date, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select

from participation.clock import now
from participation.config import SmtpServer
from participation.deadlines.calendar import calendar
from participation.deadlines.sources import Deadline
from participation.extensions import db
from participation.mail.actions import claim_due, queue_mail
from participation.mail.delivery import deliver
from participation.mail.journal import held
from participation.mail.models import Mail
from participation.mail.rules import CLAIM_LASTS, GIVE_UP_AFTER, MailState, Trouble
from participation.mail.sealing import open_letter
from tests import factories
from tests.conftest import MovableClock
from tests.mail.letters import letter
from tests.mail_server import Mailbox, MailServer, body_of, connected
from tests.postgres import free_port

LINK = "http://localhost:8000/konto/link/geheim"


def queued(*receivers: str, **values: Any) -> list[Mail]:
    """These mails in the outbox, committed."""
    mails = [queue_mail(letter(to, **values), now()) for to in receivers or ("muster@example.org",)]
    db.session.commit()
    return mails


def only() -> Mail:
    """The one mail there is."""
    db.session.expire_all()
    return db.session.scalars(select(Mail)).one()


def outcome() -> tuple[str, Trouble | None, str | None]:
    """What is known of the one mail."""
    mail = only()
    return mail.state, mail.trouble, mail.reply


def folder(app: Flask) -> Path:
    """Where this node keeps its journal."""
    return Path(app.extensions["settings"].data_dir) / "mail"


def test_a_mail_arrives_with_the_headers_of_a_program(mail_server: Mailbox) -> None:
    factories.make_instance("Bürger & Kreis")
    leave_url = "http://localhost:8000/x/" + "a" * 90
    (mail,) = queued(subject="Grüße aus dem Rathaus", body=f"Über {LINK}\n", leave_url=leave_url)
    (arrived,) = mail_server.deliver()
    assert arrived["From"] == "Bürger & Kreis <buero@example.org>"
    assert arrived["To"] == "muster@example.org"
    assert arrived["Subject"] == "Grüße aus dem Rathaus"
    assert arrived["Message-ID"] == f"<{mail.public_id}@localhost>"
    assert arrived["Date"].datetime == now()
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert arrived["Content-Language"] == "de"
    assert arrived["List-Unsubscribe"] == f"<{leave_url}>"
    assert arrived["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert arrived.get_content_type() == "text/plain"
    assert body_of(arrived) == f"Über {LINK}\n"
    assert arrived.as_bytes().isascii()
    assert outcome() == (MailState.SENT, None, None)


def test_a_mail_that_is_no_news_has_no_way_to_leave(mail_server: Mailbox) -> None:
    queued()
    (arrived,) = mail_server.deliver()
    assert "List-Unsubscribe" not in arrived


def test_a_meeting_is_offered_to_the_calendar(mail_server: Mailbox) -> None:
    meeting = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Frühstück\r\nEND:VCALENDAR\r\n"
    queued(calendar=meeting.encode())
    (arrived,) = mail_server.deliver()
    text, calendar = arrived.iter_parts()
    assert (text.get_content_type(), calendar.get_content_type()) == ("text/plain", "text/calendar")
    assert calendar.get_param("method") == "REQUEST"
    assert "Frühstück" in calendar.get_content()


def test_a_calendar_of_ours_arrives_as_programs_read_it(app: Flask, mail_server: Mailbox) -> None:
    day = date(2026, 7, 1)
    title = {"de": "Bänke; Grün, Spiel und Sport"}
    note = "Zeile eins\nZeile zwei " + "ä" * 90
    due = Deadline(day, title, "Endet", "/umfragen/a/", 1, "survey", "survey-abc-closes", note=note)
    sent = calendar([due], "Fristen", "http://localhost:8000", "de", now())
    queued(calendar=sent)
    (arrived,) = mail_server.deliver()
    text, part = arrived.iter_parts()
    assert text.get_content_type() == "text/plain"
    assert (part.get_content_type(), part.get_param("method")) == ("text/calendar", "PUBLISH")
    assert part.get_payload(decode=True) == sent
    (event,) = Calendar.from_ical(part.get_content()).walk("VEVENT")
    assert event["uid"] == "survey-abc-closes@localhost"
    assert event.decoded("dtstart") == day
    assert (event["summary"], event["description"]) == ("Endet: Bänke; Grün, Spiel und Sport", note)


def test_nothing_is_sent_twice(mail_server: Mailbox) -> None:
    queued("a@example.org", "b@example.org", "c@example.org")
    for _ in range(3):
        assert [mail["To"] for mail in mail_server.deliver()] == ["a@example.org", "b@example.org", "c@example.org"]


def test_a_letter_cannot_add_headers_or_end_itself_early(mail_server: Mailbox) -> None:
    body = "Hallo\n.\nMAIL FROM:<x@example.org>\n..\nFrom hier\n"
    queued(subject="Hallo\r\nBcc: alle@example.org\r\n\r\nMehr", body=body)
    factories.make_instance('Kreis" <chef@example.org>\r\nBcc: alle@example.org')
    (arrived,) = mail_server.deliver()
    assert "Bcc" not in arrived
    assert arrived["From"].addresses[0].addr_spec == "buero@example.org"
    assert body_of(arrived) == body


def test_a_refused_address_is_given_up_at_once_and_the_others_go(mail_server: Mailbox) -> None:
    mail_server.server.behave(rcpt={"weg@example.org": "550 5.1.1 No such user weg@example.org " + LINK})
    queued("weg@example.org", "da@example.org")
    assert [mail["To"] for mail in mail_server.deliver()] == ["da@example.org"]
    lost, sent = db.session.scalars(select(Mail).order_by(Mail.id))
    assert (lost.state, lost.trouble, lost.reply) == (MailState.GIVEN_UP, Trouble.RECEIVER_REFUSED, "550 5.1.1")
    assert sent.state == MailState.SENT


@pytest.mark.parametrize(
    ("behaviour", "state", "trouble", "reply"),
    [
        ({"rcpt": "451 4.7.1 Greylisted"}, "waiting", "receiver_delayed", "451 4.7.1"),
        ({"data": "452 Mailbox full"}, "waiting", "letter_delayed", "452"),
        ({"data": "554 5.7.1 Spam"}, "given_up", "letter_refused", "554 5.7.1"),
        ({"mail": "550 Who are you"}, "waiting", "sender_refused", "550"),
        ({"mail": "530 5.7.0 Authentication required"}, "waiting", "sign_in", "530 5.7.0"),
        ({"drop": True}, "waiting", "broken_off", None),
    ],
)
def test_what_the_server_does_is_told_in_our_words(
    mail_server: Mailbox, behaviour: dict[str, Any], state: str, trouble: str, reply: str | None
) -> None:
    mail_server.server.behave(**behaviour)
    queued()
    assert mail_server.deliver() == []
    assert outcome() == (state, trouble, reply)


def test_a_broken_connection_does_not_stop_the_next_mail(mail_server: Mailbox, clock: MovableClock) -> None:
    mail_server.server.behave(drop=True)
    first, _second = queued("a@example.org", "b@example.org")
    mail_server.deliver()
    assert {mail.tries for mail in db.session.scalars(select(Mail))} == {1}
    mail_server.server.behave()
    clock.move(timedelta(minutes=2))
    arrived = mail_server.deliver()
    assert len(arrived) == 2
    assert f"<{first.public_id}@localhost>" in [mail["Message-ID"] for mail in arrived]


def test_a_slow_server_is_not_waited_for_forever(app: Flask, mail_server: Mailbox) -> None:
    mail_server.server.behave(wait=3)
    queued()
    with connected(app, mail_server.server.address(timeout=0.3)):
        deliver(now())
    assert outcome() == (MailState.WAITING, Trouble.BROKEN_OFF, None)


def test_tries_become_rarer_and_end_after_three_days(mail_server: Mailbox, clock: MovableClock) -> None:
    mail_server.server.behave(rcpt="450 4.2.1 Later")
    queued()
    began, waits = now(), []
    while only().state == MailState.WAITING:
        mail_server.deliver()
        waits.append(only().next_try_at - now())
        clock.moment = max(now(), only().next_try_at)
    assert timedelta(minutes=1) <= waits[0] <= timedelta(minutes=1.25)
    assert waits[1:6] == sorted(waits[1:6])
    assert max(waits) <= timedelta(hours=5)
    assert 20 < len(waits) < 40
    assert only().state == MailState.GIVEN_UP
    assert GIVE_UP_AFTER <= now() - began < GIVE_UP_AFTER + timedelta(hours=6)
    mail_server.server.behave()
    clock.move(timedelta(days=1))
    assert mail_server.deliver() == []


def test_a_server_that_is_away_loses_nothing(app: Flask, mail_server: Mailbox, clock: MovableClock) -> None:
    queued(*(f"person{number}@example.org" for number in range(60)))
    with connected(app, SmtpServer("127.0.0.1", free_port(), implicit_tls=False)):
        deliver(now())
    mails = db.session.scalars(select(Mail)).all()
    assert {(mail.state, mail.trouble) for mail in mails if mail.tries} == {(MailState.WAITING, Trouble.UNREACHABLE)}
    clock.move(timedelta(minutes=2))
    assert len(mail_server.deliver()) == 60


def test_without_a_server_mails_wait(app: Flask) -> None:
    queued()
    deliver(now())
    assert (only().state, only().tries) == (MailState.WAITING, 0)


def test_what_opens_something_is_erased_once_sent_and_never_logged(
    mail_server: Mailbox, clock: MovableClock, caplog: pytest.LogCaptureFixture
) -> None:
    mail_server.server.behave(data=f"451 4.0.0 Later {LINK} muster@example.org")
    (mail,) = queued(body=LINK, secret=True)
    with caplog.at_level(logging.DEBUG):
        mail_server.deliver()
        assert open_letter(mail.public_id, only().sealed).body == LINK
        mail_server.server.behave()
        clock.move(timedelta(minutes=2))
        assert len(mail_server.deliver()) == 1
    assert open_letter(mail.public_id, only().sealed).body is None
    assert open_letter(mail.public_id, only().sealed).to == "muster@example.org"
    assert "letter_delayed 451 4.0.0" in caplog.text
    assert "geheim" not in caplog.text
    assert "muster" not in caplog.text
    assert b"geheim" not in b"".join(file.read_bytes() for file in folder(mail_server.app).iterdir())


def test_a_mail_sealed_under_another_secret_is_given_up(mail_server: Mailbox) -> None:
    lost, _sent = queued("a@example.org", "b@example.org", secret=True)
    lost.sealed = bytes(40)
    db.session.commit()
    assert [mail["To"] for mail in mail_server.deliver()] == ["b@example.org"]
    db.session.refresh(lost)
    assert (lost.state, lost.trouble) == (MailState.GIVEN_UP, Trouble.UNREADABLE)


def test_what_a_killed_process_left_in_the_journal_is_not_sent_again(app: Flask, mail_server: Mailbox) -> None:
    taken, other = queued("a@example.org", "b@example.org")
    folder(app).mkdir(exist_ok=True)
    (folder(app) / "taken").write_text(f"{taken.public_id}\n{other.public_id[:4]}")  # the second line is torn
    assert [mail["To"] for mail in mail_server.deliver()] == ["b@example.org"]
    assert {mail.state for mail in db.session.scalars(select(Mail))} == {MailState.SENT}
    assert (folder(app) / "taken").read_text() == ""


def test_nobody_sends_while_another_process_of_the_node_does(app: Flask, mail_server: Mailbox) -> None:
    queued()
    with held(folder(app)) as journal:
        assert journal is not None
        assert mail_server.deliver() == []
    assert len(mail_server.deliver()) == 1


def test_no_two_nodes_send_the_same_mail(mail_server: Mailbox, clock: MovableClock) -> None:
    queued()
    assert len(claim_due("another node", now(), 10)) == 1
    db.session.commit()
    assert mail_server.deliver() == []
    clock.move(CLAIM_LASTS)
    assert len(mail_server.deliver()) == 1


def test_addresses_with_umlauts_need_a_server_that_knows_them(
    app: Flask, mail_server: Mailbox, tmp_path: Path
) -> None:
    queued("jürgen@example.org")
    mail_server.deliver()
    assert outcome() == (MailState.GIVEN_UP, Trouble.ADDRESS_UNSUPPORTED, None)
    queued("jürgen@example.org", subject="Zweiter Versuch")
    with MailServer(tmp_path, utf8=True) as server, connected(app, server.address()):
        deliver(now())
        assert [mail["Subject"] for mail in server.arrived()] == ["Zweiter Versuch"]


@pytest.fixture
def certified(tmp_path: Path) -> Path:
    """A folder with a certificate for the address 0.0.0.0, which Linux takes for this machine and we for another."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail")])
    began = datetime.now(UTC) - timedelta(days=1)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(began)
        .not_valid_after(began + timedelta(days=3))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("0.0.0.0"))]), critical=False)  # noqa: S104
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (tmp_path / "certificate.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (tmp_path / "key.pem").write_bytes(key.private_bytes(*private))
    return tmp_path


FAR = "0.0.0.0"  # noqa: S104  # an address to connect to


@pytest.mark.parametrize("tls", ["starttls", "implicit"])
def test_a_server_elsewhere_is_spoken_to_in_private_with_a_password(
    app: Flask, certified: Path, tls: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certified / "certificate.pem"))
    queued()
    with MailServer(certified, tls=tls, user="buero", password="geheim") as server:
        with connected(app, server.address(FAR)):
            deliver(now())
        assert len(server.arrived()) == 1


def test_a_certificate_that_nobody_vouches_for_gets_no_mail(app: Flask, certified: Path) -> None:
    queued()
    with MailServer(certified, tls="starttls", user="buero", password="geheim") as server:
        with connected(app, server.address(FAR)):
            deliver(now())
        assert server.arrived() == []
    assert outcome() == (MailState.WAITING, Trouble.UNSAFE, None)


def test_a_server_elsewhere_without_encryption_gets_no_mail(app: Flask, mail_server: Mailbox) -> None:
    queued()
    with connected(app, mail_server.server.address(FAR)):
        deliver(now())
    assert mail_server.server.arrived() == []
    assert outcome() == (MailState.WAITING, Trouble.UNSAFE, None)


def test_a_wrong_password_is_told_and_not_shown(
    app: Flask, certified: Path, caplog: pytest.LogCaptureFixture
) -> None:
    queued()
    with (
        caplog.at_level(logging.DEBUG),
        MailServer(certified, tls="starttls", user="buero", password="geheim") as server,
        connected(app, server.address(password="falsches")),
    ):
        deliver(now())
    assert outcome() == (MailState.WAITING, Trouble.SIGN_IN, "535 5.7.8")
    assert "falsches" not in caplog.text
