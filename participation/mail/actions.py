"""Named writes of the outbox: they add to the running transaction, the edge commits."""

import re
from datetime import datetime

from flask import current_app

from participation.extensions import db
from participation.languages import LANGUAGES
from participation.mail.addressing import mail_address
from participation.mail.kinds import mail_kinds
from participation.mail.message import Message
from participation.mail.models import Mail
from participation.mail.sealing import Letter, seal_letter
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


def _check_leave(address: str | None) -> None:
    base_url: str = current_app.extensions["settings"].base_url
    if address is not None and not LEAVE.fullmatch(address.removeprefix(base_url)):
        raise ValueError("a leave link is an address of this instance")
