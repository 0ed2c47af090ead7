"""Reported barriers."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.accounts.models import Account
from participation.extensions import Model
from participation.types import PublicId, UtcDateTime, new_public_id


class BarrierReport(Model):
    """What somebody could not do, on which page, and, if they want an answer, where to."""

    __tablename__ = "barrier_report"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    reported_at: Mapped[datetime] = mapped_column(UtcDateTime)
    page: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    email: Mapped[str] = mapped_column(String(254))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    answered_by: Mapped[Account | None] = relationship()
