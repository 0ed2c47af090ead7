"""Named reads of procedures elsewhere."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload, selectinload

from participation.extensions import db
from participation.organisations.models import Organisation
from participation.procedures.models import Procedure
from participation.workstreams.models import Workstream


def procedures(organisation_ids: Collection[int]) -> Select[Procedure]:
    """The procedures of these organisations, those that end last first, to be paged by the caller."""
    return (
        select(Procedure)
        .options(joinedload(Procedure.organisation), selectinload(Procedure.workstreams))
        .where(Procedure.organisation_id.in_(organisation_ids))
        .order_by(Procedure.closes_on.is_not(None), Procedure.closes_on.desc(), Procedure.id.desc())
    )


def procedure_by_public_id(public_id: str) -> Procedure | None:
    """The procedure with its owner and workstreams."""
    loads = (joinedload(Procedure.organisation), selectinload(Procedure.workstreams))
    return db.session.scalar(select(Procedure).options(*loads).where(Procedure.public_id == public_id))


def shown_procedures(today: date, limit: int) -> Sequence[Procedure]:
    """What can be done elsewhere today; what ends first comes first."""
    return db.session.scalars(_shown(today).limit(limit)).all()


def shown_at_place(place: Organisation, today: date, limit: int) -> Sequence[Procedure]:
    """Those of the place and of what it belongs to."""
    owners = [place.id] if place.parent_id is None else [place.id, place.parent_id]
    return db.session.scalars(_shown(today).where(Procedure.organisation_id.in_(owners)).limit(limit)).all()


def shown_for_workstream(workstream: Workstream, today: date, limit: int) -> Sequence[Procedure]:
    """Those that are about the field of action."""
    about = Procedure.workstreams.any(Workstream.id == workstream.id)
    return db.session.scalars(_shown(today).where(about).limit(limit)).all()


def _shown(today: date) -> Select[Procedure]:
    return (
        select(Procedure)
        .options(joinedload(Procedure.organisation))
        .where(
            or_(Procedure.opens_on.is_(None), Procedure.opens_on <= today),
            or_(Procedure.closes_on.is_(None), Procedure.closes_on >= today),
        )
        .order_by(Procedure.closes_on.is_(None), Procedure.closes_on, Procedure.id)
    )
