"""Procedures that run on other pages, such as the Land's participation tool: they are linked, not copied."""

from datetime import date

from sqlalchemy import JSON, Column, ForeignKey, String, Table
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.extensions import Model
from participation.kit.web_addresses import host_of
from participation.organisations.models import Organisation
from participation.types import PublicId, Text, new_public_id
from participation.workstreams.models import Workstream

procedure_workstream = Table(
    "procedure_workstream",
    Model.metadata,
    Column("procedure_id", ForeignKey("procedure.id", ondelete="CASCADE"), primary_key=True),
    Column("workstream_id", ForeignKey("workstream.id", ondelete="CASCADE"), primary_key=True),
)


class Procedure(Model):
    """Where else people can take part, in which days, and what it is about."""

    __tablename__ = "procedure"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    title: Mapped[Text] = mapped_column(JSON)
    text: Mapped[Text] = mapped_column(JSON)
    address: Mapped[str] = mapped_column(String(500))
    opens_on: Mapped[date | None]
    closes_on: Mapped[date | None]
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))

    organisation: Mapped[Organisation] = relationship()
    workstreams: Mapped[list[Workstream]] = relationship(
        secondary=procedure_workstream, order_by=Workstream.position
    )

    @property
    def site(self) -> str:
        """The name of the site that the link leads to."""
        return host_of(self.address)
