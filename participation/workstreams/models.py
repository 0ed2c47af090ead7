"""The strategy: phases, workstreams, measures, and the links of the trail."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, ForeignKey, String, Table, UniqueConstraint
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.extensions import Model
from participation.organisations.models import Organisation
from participation.types import PublicId, Text, UtcDateTime, new_public_id
from participation.workstreams.rules import MeasureStatus


class Phase(Model):
    """A phase that workstreams move through, in the instance's own words."""

    __tablename__ = "phase"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    title: Mapped[Text] = mapped_column(JSON)
    position: Mapped[int]


class Section(Model):
    """A part of the strategy that groups workstreams, in the instance's own words."""

    __tablename__ = "workstream_section"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    title: Mapped[Text] = mapped_column(JSON)
    position: Mapped[int]


measure_workstream = Table(
    "measure_workstream",
    Model.metadata,
    Column("measure_id", ForeignKey("measure.id", ondelete="CASCADE"), primary_key=True),
    Column("workstream_id", ForeignKey("workstream.id", ondelete="CASCADE"), primary_key=True),
)


def _first_slug(context: DefaultExecutionContext) -> Any:
    return context.get_current_parameters()["slug"]  # type: ignore[no-untyped-call]  # SQLAlchemy's


class Workstream(Model):
    """One field of the strategy (Baustein, Handlungsfeld).

    ``slug`` names it in addresses and may change; ``key`` is its first slug, which questionnaires and the frozen bytes
    of releases go on calling it.
    """

    __tablename__ = "workstream"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    key: Mapped[str] = mapped_column(String(60), unique=True, default=_first_slug)
    section_id: Mapped[int] = mapped_column(ForeignKey("workstream_section.id"))
    position: Mapped[int]
    title: Mapped[Text] = mapped_column(JSON)
    summary: Mapped[Text] = mapped_column(JSON)
    mission: Mapped[Text] = mapped_column(JSON, default=dict, server_default="{}")
    phase_id: Mapped[int] = mapped_column(ForeignKey("phase.id"))

    section: Mapped[Section] = relationship()
    phase: Mapped[Phase] = relationship()
    measures: Mapped[list["Measure"]] = relationship(secondary=measure_workstream, back_populates="workstreams")


class Measure(Model):
    """What will be done, by whom, until when, and how far it is."""

    __tablename__ = "measure"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    title: Mapped[Text] = mapped_column(JSON)
    description: Mapped[Text] = mapped_column(JSON)
    status: Mapped[MeasureStatus] = mapped_column(String(20), default=MeasureStatus.PLANNED)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    starts_on: Mapped[date | None]
    due_on: Mapped[date | None]

    organisation: Mapped[Organisation] = relationship()
    workstreams: Mapped[list[Workstream]] = relationship(
        secondary=measure_workstream, back_populates="measures", order_by=Workstream.position
    )


class Link(Model):
    """One step of the trail between public things of any feature: idea, agenda item, decision, release, measure.

    It leads from what came first to what came of it; ``detail`` names a part of the first, such as a question or theme.
    """

    __tablename__ = "link"
    __table_args__ = (UniqueConstraint("from_kind", "from_id", "to_kind", "to_id", "detail"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    from_kind: Mapped[str] = mapped_column(String(30))
    from_id: Mapped[str] = mapped_column(PublicId)
    to_kind: Mapped[str] = mapped_column(String(30))
    to_id: Mapped[str] = mapped_column(PublicId, index=True)
    detail: Mapped[str] = mapped_column(String(40), default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
