"""Named reads of reported barriers."""

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from participation.barriers.models import BarrierReport
from participation.extensions import db


def reports() -> Select[BarrierReport]:
    """All reports: unanswered ones first, the longest waiting before others; then answered ones, newest first."""
    return (
        select(BarrierReport)
        .options(joinedload(BarrierReport.answered_by))
        .order_by(
            BarrierReport.answered_at.is_not(None),
            BarrierReport.answered_at.desc(),
            BarrierReport.reported_at,
            BarrierReport.id,
        )
    )


def report_by_public_id(public_id: str) -> BarrierReport | None:
    """The report of that public id."""
    return db.session.scalar(select(BarrierReport).where(BarrierReport.public_id == public_id))


def unanswered() -> int:
    """How many reports wait for an answer."""
    waiting = select(func.count()).select_from(BarrierReport).where(BarrierReport.answered_at.is_(None))
    return db.session.scalar(waiting) or 0
