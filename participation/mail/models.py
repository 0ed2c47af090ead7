"""The outbox."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from participation.extensions import Model
from participation.mail.rules import MailState, Trouble
from participation.types import PublicId, UtcDateTime, new_public_id


class Mail(Model):
    """One mail to one person. Receiver and letter lie sealed: a copy of the database without the secret shows neither.

    ``claimed_by`` and ``claimed_until``: the node that is sending it, so that no other one takes it meanwhile.
    """

    __tablename__ = "mail"
    __table_args__ = (Index("ix_mail_state_next_try_at", "state", "next_try_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    kind: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(12))
    subject: Mapped[str] = mapped_column(String(250))
    secret: Mapped[bool]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[MailState] = mapped_column(String(20), default=MailState.WAITING)
    queued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    next_try_at: Mapped[datetime] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(default=0)
    trouble: Mapped[Trouble | None] = mapped_column(String(30))
    reply: Mapped[str | None] = mapped_column(String(20))
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    claimed_by: Mapped[str | None] = mapped_column(String(16))
    claimed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
