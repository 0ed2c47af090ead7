"""Named writes of the strategy: they add to the running transaction, the edge commits."""

from datetime import datetime

from sqlalchemy import delete, select

from participation.extensions import db
from participation.types import Text
from participation.workstreams.models import Link, Measure, Phase, Workstream
from participation.workstreams.rules import MeasureFacts

Thing = tuple[str, str]
"""Kind and public id."""


def create_measure(facts: MeasureFacts, workstreams: list[Workstream]) -> Measure:
    """A new measure of these workstreams."""
    measure = Measure(title={}, description={})
    change_measure(measure, facts, workstreams)
    db.session.add(measure)
    db.session.flush()
    return measure


def change_measure(measure: Measure, facts: MeasureFacts, workstreams: list[Workstream]) -> None:
    """Sets what is known of the measure; titles and descriptions in other languages stay."""
    measure.title = _merged(measure.title, facts.title)
    measure.description = _merged(measure.description, facts.description)
    measure.status = facts.status
    measure.organisation_id = facts.organisation_id
    measure.starts_on, measure.due_on = facts.starts_on, facts.due_on
    measure.workstreams = workstreams


def enter_phase(workstream: Workstream, phase: Phase) -> None:
    """Moves the workstream to the phase."""
    workstream.phase = phase


def rest_measure_on(measure: Measure, release_id: str, question: str, now: datetime) -> Link | None:
    """Says that the measure answers to a release, or to one question of it; None when that was already said."""
    return add_link(("release", release_id), ("measure", measure.public_id), now, detail=question)


def add_link(cause: Thing, effect: Thing, now: datetime, detail: str = "") -> Link | None:
    """One step of the trail, from what came first to what came of it; None when it is already there."""
    there = select(Link.id).where(
        Link.from_kind == cause[0],
        Link.from_id == cause[1],
        Link.to_kind == effect[0],
        Link.to_id == effect[1],
        Link.detail == detail,
    )
    if db.session.scalar(there) is not None:
        return None
    link = Link(from_kind=cause[0], from_id=cause[1], to_kind=effect[0], to_id=effect[1], detail=detail, created_at=now)
    db.session.add(link)
    db.session.flush()
    return link


def remove_link(cause: Thing, effect: Thing, detail: str = "") -> bool:
    """Takes one step of the trail away; whether it was there."""
    gone = delete(Link).where(
        Link.from_kind == cause[0],
        Link.from_id == cause[1],
        Link.to_kind == effect[0],
        Link.to_id == effect[1],
        Link.detail == detail,
    )
    return bool(db.session.execute(gone.returning(Link.id)).all())


def _merged(before: Text, given: Text) -> Text:
    return {tag: text for tag, text in {**before, **given}.items() if text}
