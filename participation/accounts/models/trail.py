"""The audit trail."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.accounts.models.people import Account
from participation.extensions import Model
from participation.organisations.models import Organisation
from participation.types import Json, UtcDateTime


class AuditLine(Model):
    """Who did what to which thing of which organisation, and when. Never holds data of people who took part."""

    __tablename__ = "audit_line"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    action: Mapped[str] = mapped_column(String(60))
    subject_kind: Mapped[str] = mapped_column(String(30))
    subject_id: Mapped[str] = mapped_column(String(60))
    details: Mapped[Json] = mapped_column(JSON, default=dict)

    account: Mapped[Account | None] = relationship()
    organisation: Mapped[Organisation | None] = relationship()
