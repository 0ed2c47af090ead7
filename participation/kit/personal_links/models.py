"""The one table of personal links."""

from datetime import datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from participation.extensions import Model
from participation.types import UtcDateTime


class PersonalLink(Model):
    """The link of a purpose for a subject: there is never more than one. Only the hash of its secret is kept.

    A link that was spent, revoked or replaced has no row any more, so nothing tells that there ever was one.
    """

    __tablename__ = "personal_link"
    __table_args__ = (UniqueConstraint("purpose", "subject"),)

    secret_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(60))
    once: Mapped[bool]
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
