"""Deputies, who do one kind of duty for one organisation for some days, and absences."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.accounts.models import Account
from participation.deputies.rules import Span
from participation.extensions import Model
from participation.organisations.models import Organisation
from participation.types import PublicId, UtcDateTime, new_public_id


class Deputy(Model):
    """That somebody may do a kind of duty for an organisation, from the first day to the end of the last."""

    __tablename__ = "deputy"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    duty: Mapped[str] = mapped_column(String(30))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    appointed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    organisation: Mapped[Organisation] = relationship()
    account: Mapped[Account] = relationship(foreign_keys=[account_id])
    appointed_by: Mapped[Account | None] = relationship(foreign_keys=[appointed_by_id])

    @property
    def span(self) -> Span:
        """Its days."""
        return Span(self.first_day, self.last_day)


class Absence(Model):
    """Days on which somebody is away; nobody is told why."""

    __tablename__ = "absence"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    first_day: Mapped[date] = mapped_column(Date)
    last_day: Mapped[date] = mapped_column(Date)

    @property
    def span(self) -> Span:
        """Its days."""
        return Span(self.first_day, self.last_day)
