"""Named reads of the strategy; each is a constant number of queries, however much there is."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, case, exists, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from participation.extensions import db
from participation.kit.former_slugs.queries import formerly
from participation.summaries.models import Release, ReleasePart
from participation.workstreams.models import Link, Measure, Phase, Section, Workstream, measure_workstream
from participation.workstreams.rules import MeasureStatus

Heading = TypeVar("Heading", bound=Section | Phase)

SHOWN_FIRST = {
    MeasureStatus.IN_PROGRESS: 0,
    MeasureStatus.PLANNED: 1,
    MeasureStatus.DONE: 2,
    MeasureStatus.PAUSED: 3,
}
"""What people ask first of measures: what is going on, what comes next, what is done."""


def workstreams() -> Sequence[Workstream]:
    """All workstreams by section and place, with section and phase."""
    return db.session.scalars(
        select(Workstream)
        .join(Workstream.section)
        .options(joinedload(Workstream.section), joinedload(Workstream.phase))
        .order_by(Section.position, Section.id, Workstream.position, Workstream.id)
    ).all()


def workstream_by_slug(slug: str) -> Workstream | None:
    """The workstream of that name in addresses, with section and phase."""
    return db.session.scalar(
        select(Workstream)
        .options(joinedload(Workstream.section), joinedload(Workstream.phase))
        .where(Workstream.slug == slug)
    )


def workstream_formerly(slug: str) -> Workstream | None:
    """The workstream that once had this name in addresses."""
    public_id = formerly("workstream", slug)
    return db.session.scalar(select(Workstream).where(Workstream.public_id == public_id)) if public_id else None


def headings(kind: type[Heading]) -> Sequence[Heading]:
    """The sections or the phases, in their order."""
    return db.session.scalars(select(kind).order_by(kind.position, kind.id)).all()


def heading_by_slug(kind: type[Heading], slug: str) -> Heading | None:
    """The section or phase of that name."""
    return db.session.scalar(select(kind).where(kind.slug == slug))


def has_releases(workstream: Workstream) -> bool:
    """Whether any release speaks to the workstream."""
    return bool(db.session.scalar(select(exists().where(ReleasePart.workstream == workstream.key))))


def workstreams_by_public_id(public_ids: Collection[str]) -> list[Workstream]:
    """These workstreams, in their order."""
    return list(
        db.session.scalars(
            select(Workstream).where(Workstream.public_id.in_(public_ids)).order_by(Workstream.position, Workstream.id)
        )
    )


def workstreams_by_key(keys: Collection[str]) -> Sequence[Workstream]:
    """These workstreams, by what releases call them."""
    return db.session.scalars(select(Workstream).where(Workstream.key.in_(keys)).order_by(Workstream.id)).all()


def phases() -> Sequence[Phase]:
    """The phases in their order."""
    return headings(Phase)


def measure_counts() -> dict[int, int]:
    """Id of each workstream that has measures to their number."""
    counted = select(measure_workstream.c.workstream_id, func.count()).group_by(measure_workstream.c.workstream_id)
    return dict(db.session.execute(counted).all())


def measures_of(workstream: Workstream) -> Sequence[Measure]:
    """The workstream's measures with their owners: those under way first, those due sooner before those due later."""
    return db.session.scalars(
        _measures()
        .where(Measure.workstreams.contains(workstream))
        .order_by(_by_status(), Measure.due_on.is_(None), Measure.due_on, Measure.id)
    ).all()


def latest_measures(number: int) -> Sequence[Measure]:
    """Measures to show on the start page: done ones, then those under way."""
    delivered = case((Measure.status == MeasureStatus.DONE, 0), else_=1)
    return db.session.scalars(
        _measures()
        .where(Measure.status.in_([MeasureStatus.DONE, MeasureStatus.IN_PROGRESS]), Measure.workstreams.any())
        .order_by(delivered, Measure.due_on.is_(None), Measure.due_on, Measure.id)
        .limit(number)
    ).all()


def public_measures_of(organisation_id: int, number: int) -> Sequence[Measure]:
    """Measures that the organisation answers for and that belong to a workstream: those under way first."""
    return db.session.scalars(
        _measures()
        .where(Measure.organisation_id == organisation_id, Measure.workstreams.any())
        .order_by(_by_status(), Measure.due_on.is_(None), Measure.due_on, Measure.id)
        .limit(number)
    ).all()


def measures(organisation_ids: Collection[int]) -> Select[Measure]:
    """The measures of these organisations with owner and workstreams, to be paged by the caller."""
    return _measures().where(Measure.organisation_id.in_(organisation_ids)).order_by(_by_status(), Measure.id.desc())


def due_measures(organisation_ids: Collection[int], until: date) -> Sequence[Measure]:
    """Measures of these organisations that should be done by that day and are not, the longest overdue first."""
    return db.session.scalars(
        select(Measure)
        .where(
            Measure.organisation_id.in_(organisation_ids),
            Measure.due_on <= until,
            Measure.status != MeasureStatus.DONE,
        )
        .order_by(Measure.due_on, Measure.id)
    ).all()


def measure_by_public_id(public_id: str) -> Measure | None:
    """The measure with its owner and workstreams."""
    return db.session.scalar(_measures().where(Measure.public_id == public_id))


def measures_by_public_id(public_ids: Collection[str]) -> Sequence[Measure]:
    """These measures with owner and workstreams."""
    return db.session.scalars(_measures().where(Measure.public_id.in_(public_ids))).all()


def release_parts(workstreams: Collection[Workstream]) -> Sequence[ReleasePart]:
    """The parts of releases that speak to these workstreams, with their releases, newest first."""
    return db.session.scalars(
        select(ReleasePart)
        .join(ReleasePart.release)
        .options(contains_eager(ReleasePart.release).defer(Release.csv_bytes))
        .where(ReleasePart.workstream.in_([one.key for one in workstreams]))
        .order_by(Release.number.desc(), ReleasePart.id)
    ).all()


def links_to(kind: str, public_ids: Collection[str]) -> Sequence[Link]:
    """The steps of the trail that lead to these things, oldest first."""
    return db.session.scalars(
        select(Link).where(Link.to_kind == kind, Link.to_id.in_(public_ids)).order_by(Link.id)
    ).all()


def links_from(kind: str, public_ids: Collection[str]) -> Sequence[Link]:
    """The steps of the trail that lead on from these things, oldest first."""
    return db.session.scalars(
        select(Link).where(Link.from_kind == kind, Link.from_id.in_(public_ids)).order_by(Link.id)
    ).all()


def _measures() -> Select[Measure]:
    return select(Measure).options(joinedload(Measure.organisation), selectinload(Measure.workstreams))


def _by_status() -> ColumnElement[int]:
    return case(
        {status.value: place for status, place in SHOWN_FIRST.items()}, value=Measure.status, else_=len(SHOWN_FIRST)
    )
