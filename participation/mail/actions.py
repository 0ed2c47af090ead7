"""Named writes of the outbox: they add to the running transaction, the edge commits."""

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import delete

from participation.accounts.actions import audit
from participation.accounts.models import Account
from participation.errors import UserError
from participation.extensions import db
from participation.kit.sealing import SealError
from participation.languages import LANGUAGES
from participation.mail import queries
from participation.mail.addressing import mail_address
from participation.mail.kinds import mail_kinds
from participation.mail.message import Message
from participation.mail.models import Mail
from participation.mail.rules import CLAIM_LASTS, MAIL_KEPT, MailState, Outcome, is_being_sent, is_hopeless, wait
from participation.mail.sealing import Letter, open_letter, seal_letter
from participation.mail.texts import mail_text
from participation.types import new_public_id

SUBJECT_LENGTH = 250
LEAVE = re.compile(r"/[\w./?=&%~-]+", re.ASCII)


def queue_mail(message: Message, now: datetime) -> Mail:
    """Puts the mail into the outbox, to be sent when the running transaction has been committed.

    Raises ValueError for what no caller should write: an unknown kind or language, no address, a leave link elsewhere.
    """
    if message.kind not in mail_kinds():
        raise ValueError(f"no kind of mail is called {message.kind}")
    if message.language not in LANGUAGES:
        raise ValueError(f"no language is called {message.language}")
    _check_leave(message.leave_url)
    public_id = new_public_id()
    letter = Letter(mail_address(message.to), message.body, message.leave_url, message.calendar)
    mail = Mail(
        public_id=public_id,
        kind=message.kind,
        language=message.language,
        subject=" ".join(message.subject.split())[:SUBJECT_LENGTH],
        secret=message.secret,
        sealed=seal_letter(public_id, letter),
        queued_at=now,
        next_try_at=now,
    )
    db.session.add(mail)
    db.session.flush()
    return mail


def queue_trial(account: Account, language: str, now: datetime) -> Mail:
    """A mail to the person who asks whether mail arrives."""
    subject, body = mail_text("trial", language, sender=account.name)
    mail = queue_mail(Message("trial", account.email, language, subject, body), now)
    audit(account, "send_trial_mail", "mail", mail.public_id, now, of=None)
    return mail


def claim_due(node: str, now: datetime, limit: int) -> Sequence[Mail]:
    """Mails that this node tries now; for a quarter of an hour no other node takes them."""
    mails = queries.due_mails(node, now, limit)
    for mail in mails:
        mail.claimed_by, mail.claimed_until = node, now + CLAIM_LASTS
    return mails


def mark_sent(mail: Mail, now: datetime) -> None:
    """The server has taken the mail."""
    mail.trouble = mail.reply = None
    _finish(mail, MailState.SENT, now)


def postpone(mail: Mail, outcome: Outcome, now: datetime, jitter: float) -> None:
    """Notes why the mail was not taken and when it is tried again; gives it up when no further try can help."""
    mail.tries += 1
    mail.trouble, mail.reply = outcome.trouble, outcome.reply
    mail.claimed_by = mail.claimed_until = None
    if outcome.trouble is not None and is_hopeless(outcome.trouble, mail.queued_at, now):
        _finish(mail, MailState.GIVEN_UP, now)
    else:
        mail.next_try_at = now + wait(mail.tries, jitter)


def retry(mail: Mail, account: Account, now: datetime) -> None:
    """Tries the mail at once, a given-up one as if it were new.

    Raises UserError when it has gone out already, is on its way, or was erased.
    """
    _check_unsent(mail, now)
    if mail.state == MailState.GIVEN_UP and mail.secret:
        raise UserError(_("This mail held a personal link and has been erased. Please have a new one sent."))
    if mail.state == MailState.GIVEN_UP:
        mail.state, mail.tries, mail.queued_at, mail.finished_at = MailState.WAITING, 0, now, None
    mail.next_try_at = now
    audit(account, "retry_mail", "mail", mail.public_id, now, of=None)


def discard(mail: Mail, account: Account, now: datetime) -> None:
    """Ends a waiting mail unsent. Raises UserError when it waits no longer."""
    _check_waiting(mail, now)
    _finish(mail, MailState.DISCARDED, now)
    audit(account, "discard_mail", "mail", mail.public_id, now, of=None)


def hand_over(mail: Mail, account: Account, now: datetime) -> None:
    """A person has given the letter to its receiver. Raises UserError when it waits no longer."""
    _check_waiting(mail, now)
    _finish(mail, MailState.HANDED_OVER, now)
    audit(account, "hand_over_mail", "mail", mail.public_id, now, of=None)


def delete_finished(now: datetime) -> int:
    """Deletes mails that were finished 30 days ago, commits, and returns their number."""
    number = len(db.session.execute(delete(Mail).where(Mail.finished_at <= now - MAIL_KEPT).returning(Mail.id)).all())
    db.session.commit()
    return number


def _finish(mail: Mail, state: MailState, now: datetime) -> None:
    """The end of a mail's work; what opens something is erased with it."""
    mail.state, mail.finished_at = state, now
    mail.claimed_by = mail.claimed_until = None
    if mail.secret:
        with suppress(SealError):  # sealed under another secret, so nobody can read it anyway
            receiver = open_letter(mail.public_id, mail.sealed).to
            mail.sealed = seal_letter(mail.public_id, Letter(receiver, None))


def _check_unsent(mail: Mail, now: datetime) -> None:
    if mail.state not in (MailState.WAITING, MailState.GIVEN_UP):
        raise UserError(_("This mail needs nothing more to be done."))
    if is_being_sent(mail.claimed_until, now):
        raise UserError(_("This mail is being sent at this moment. Please look again in a minute."))


def _check_waiting(mail: Mail, now: datetime) -> None:
    _check_unsent(mail, now)
    if mail.state != MailState.WAITING:
        raise UserError(_("This mail needs nothing more to be done."))


def _check_leave(address: str | None) -> None:
    base_url: str = current_app.extensions["settings"].base_url
    if address is not None and not LEAVE.fullmatch(address.removeprefix(base_url)):
        raise ValueError("a leave link is an address of this instance")
