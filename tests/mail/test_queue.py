"""A letter is queued with what it tells: checked, sealed, and gone when the transaction is."""

import dataclasses

import pytest
from flask import Flask
from flask_babel import lazy_gettext
from sqlalchemy import select

from participation.clock import now
from participation.extensions import db
from participation.kit.sealing import SealError
from participation.mail.actions import queue_mail
from participation.mail.kinds import mail_kinds, register_mail_kind
from participation.mail.message import Message
from participation.mail.models import Mail
from participation.mail.rules import MailState
from participation.mail.sealing import open_letter
from tests.mail.letters import KIND, letter


def stored() -> list[Mail]:
    """The outbox as others see it."""
    db.session.expire_all()
    return list(db.session.scalars(select(Mail).order_by(Mail.id)))


def test_a_mail_waits_from_the_moment_it_is_committed(app: Flask) -> None:
    queue_mail(letter("Frau.Muster@Bücher.example"), now())
    db.session.commit()
    (mail,) = stored()
    assert (mail.state, mail.kind, mail.subject, mail.next_try_at) == (MailState.WAITING, KIND, "Guten Morgen", now())
    assert open_letter(mail.public_id, mail.sealed).to == "Frau.Muster@xn--bcher-kva.example"


def test_a_mail_goes_with_the_transaction_that_it_tells_of(app: Flask) -> None:
    queue_mail(letter(), now())
    db.session.rollback()
    assert stored() == []


def test_neither_receiver_nor_letter_can_be_read_in_the_database(app: Flask) -> None:
    mail = queue_mail(
        letter("muster@example.org", body="http://localhost:8000/konto/link/geheim", calendar=b"METHOD:REQUEST"), now()
    )
    db.session.commit()
    with db.engine.connect() as connection:
        row = repr(connection.execute(select(Mail.__table__)).one())
    assert "Guten Morgen" in row
    for hidden in ("muster", "geheim", "METHOD"):
        assert hidden not in row
    assert open_letter(mail.public_id, mail.sealed).calendar == b"METHOD:REQUEST"
    with pytest.raises(SealError):
        open_letter("aaaaaaaaaa", mail.sealed)


def test_a_subject_is_one_line(app: Flask) -> None:
    mail = queue_mail(letter(subject="Hallo\r\nBcc: alle@example.org\n" + "x" * 500), now())
    assert mail.subject.startswith("Hallo Bcc: alle@example.org x")
    assert len(mail.subject) == 250


NO_ADDRESSES = (
    "",
    "niemand",
    "a@b\r\nBcc: c@d.example",
    "a@b.example, c@d.example",
    "<a@b.example>",
    "a b@c.example",
    "a@" + "x" * 300,
)
ELSEWHERE = (
    "",
    "https://elsewhere.example/",
    "http://localhost:8000/x>\r\nBcc: a@b",
    "http://localhost:8000@evil.example/",
)


@pytest.mark.parametrize("address", NO_ADDRESSES)
def test_what_is_no_address_is_refused(app: Flask, address: str) -> None:
    with pytest.raises(ValueError, match="not an e-mail address"):
        queue_mail(letter(address), now())


@pytest.mark.parametrize("leave", ELSEWHERE)
def test_a_leave_link_leads_here(app: Flask, leave: str) -> None:
    with pytest.raises(ValueError, match="address of this instance"):
        queue_mail(letter(leave_url=leave), now())
    queue_mail(letter(leave_url="http://localhost:8000/folgen/abmelden/a-b_c"), now())


def test_kinds_and_languages_are_known_ones(app: Flask) -> None:
    with pytest.raises(ValueError, match="no kind of mail"):
        queue_mail(dataclasses.replace(letter(), kind="nothing"), now())
    with pytest.raises(ValueError, match="no language"):
        queue_mail(dataclasses.replace(letter(), language="tlh"), now())
    with pytest.raises(ValueError, match="two kinds"):
        register_mail_kind(app, KIND, lazy_gettext("Yes"))
    assert KIND in mail_kinds()


def test_a_message_is_a_plain_value() -> None:
    assert Message("a", "b@example.org", "de", "c", "d") == Message("a", "b@example.org", "de", "c", "d")
