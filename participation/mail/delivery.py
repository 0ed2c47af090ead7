"""Sending what waits: the job claims mails, a postman hands them to the server, the database learns what came of it."""

import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from flask import current_app

from participation.config import Settings, SmtpServer, kept_secret
from participation.extensions import db
from participation.kit.sealing import SealError
from participation.mail import actions, queries
from participation.mail.envelope import Envelope, compose
from participation.mail.journal import Journal, held
from participation.mail.models import Mail
from participation.mail.posting import Hand, postman
from participation.mail.rules import STOPPING, Outcome, Trouble
from participation.mail.sealing import open_letter
from participation.organisations.queries import instance

BATCH = 50
MOST_BATCHES = 20
"""How many batches are sent in one turn of the job at most; the next turn comes in a few seconds."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Sender:
    """Who sends: the name in the headers, the server, the host of our addresses, and chance for waiting times."""

    name: str
    address: str
    host: str
    server: SmtpServer
    chance: Callable[[], float]


def sends_mail() -> bool:
    """Whether a mail server is set up, so that nobody has to hand mails over."""
    settings: Settings = current_app.extensions["settings"]
    return settings.smtp is not None


def deliver(now: datetime) -> None:
    """The job: sends what is due. Does nothing without a server, or while another process of this node still sends."""
    settings: Settings = current_app.extensions["settings"]
    if settings.smtp is None:
        return
    host = urlsplit(settings.base_url).hostname or "localhost"
    sender = Sender(instance().name, settings.mail_from, host, settings.smtp, secrets.SystemRandom().random)
    folder = settings.data_dir / "mail"
    with held(folder) as journal:
        if journal is not None:
            settle(journal, now)
            send_due(sender, kept_secret(folder / "node")[:16], journal, now)


def settle(journal: Journal, now: datetime) -> None:
    """Tells the database what a killed process could not: these mails were taken."""
    for mail in queries.mails_by_public_id(journal.taken()):
        actions.mark_sent(mail, now)
    db.session.commit()
    journal.forget()


def send_due(sender: Sender, node: str, journal: Journal, now: datetime) -> None:
    """Sends batch by batch until nothing is due, or the server itself is the trouble."""
    for _ in range(MOST_BATCHES):
        mails = actions.claim_due(node, now, BATCH)
        db.session.commit()
        if not mails:
            return
        with postman(sender.server, sender.host, journal) as hand:
            last = send(sender, mails, hand, now)
        journal.forget()
        if last.trouble in STOPPING:
            return


def send(sender: Sender, mails: Sequence[Mail], hand: Hand, now: datetime) -> Outcome:
    """Sends one batch; what comes after trouble with the server itself is postponed untried. Gives the last outcome."""
    outcome = Outcome()
    for mail in mails:
        if outcome.trouble not in STOPPING:
            outcome = _handed(sender, mail, hand, now)
        if outcome.trouble is None:
            actions.mark_sent(mail, now)
        else:
            logger.warning("mail %s was not taken: %s %s", mail.public_id, outcome.trouble, outcome.reply or "")
            actions.postpone(mail, outcome, now, sender.chance())
        db.session.commit()
    return outcome


def _handed(sender: Sender, mail: Mail, hand: Hand, now: datetime) -> Outcome:
    try:
        letter = open_letter(mail.public_id, mail.sealed)
    except SealError:
        return Outcome(Trouble.UNREADABLE)
    envelope = Envelope(
        public_id=mail.public_id,
        sender_name=sender.name,
        sender=sender.address,
        to=letter.to,
        subject=mail.subject,
        language=mail.language,
        host=sender.host,
        at=now,
        leave_url=letter.leave_url,
    )
    text = compose(envelope, letter.body or "", letter.calendar)
    return hand({"id": mail.public_id, "from": sender.address, "to": letter.to, "text": text})
