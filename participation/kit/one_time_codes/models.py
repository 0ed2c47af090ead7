"""The one table of one-time codes."""

from datetime import datetime

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from participation.extensions import Model
from participation.types import UtcDateTime


class OneTimeCode(Model):
    """The code of one holder for one thing. Only a keyed hash is kept, and of its use only that there was one.

    A ballot or survey that must not know who took part keeps a ledger of its own and never marks codes as spent.
    """

    __tablename__ = "one_time_code"
    __table_args__ = (UniqueConstraint("purpose", "subject", "holder"),)

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    purpose: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(60))
    holder: Mapped[str] = mapped_column(String(60))
    spent: Mapped[bool] = mapped_column(default=False)
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
