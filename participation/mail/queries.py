"""Named reads of the outbox."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Select, case, func, or_, select

from participation.extensions import db
from participation.mail.models import Mail
from participation.mail.rules import MailState


def outbox() -> Select[Mail]:
    """All mails, those that wait first, then the newest, to be paged by the caller."""
    waits = case((Mail.state == MailState.WAITING, 0), else_=1)
    return select(Mail).order_by(waits, Mail.id.desc())


def waiting_count() -> int:
    """How many mails wait."""
    return db.session.scalar(select(func.count()).where(Mail.state == MailState.WAITING)) or 0


def mail_by_public_id(public_id: str) -> Mail | None:
    """The mail of that public id."""
    return db.session.scalar(select(Mail).where(Mail.public_id == public_id))


def locked_mail(public_id: str) -> Mail | None:
    """The mail, kept from changing until the transaction ends."""
    return db.session.scalar(select(Mail).where(Mail.public_id == public_id).with_for_update())


def mails_by_public_id(public_ids: Collection[str]) -> Sequence[Mail]:
    """These mails, whatever their state."""
    return db.session.scalars(select(Mail).where(Mail.public_id.in_(public_ids))).all()


def due_mails(node: str, now: datetime, limit: int) -> Sequence[Mail]:
    """Mails to try now that no other node is sending, the longest waiting first, kept from changing meanwhile."""
    free = or_(Mail.claimed_until.is_(None), Mail.claimed_until <= now, Mail.claimed_by == node)
    return db.session.scalars(
        select(Mail)
        .where(Mail.state == MailState.WAITING, Mail.next_try_at <= now, free)
        .order_by(Mail.next_try_at, Mail.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
