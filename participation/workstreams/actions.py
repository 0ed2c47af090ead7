"""Named writes of the strategy: they add to the running transaction, the edge commits."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, select

from participation.accounts.actions import audit
from participation.accounts.models import Account
from participation.extensions import db
from participation.following.actions import tell_followers
from participation.languages import merged
from participation.workstreams.followed import status_news
from participation.workstreams.models import Link, Measure, Phase, Workstream
from participation.workstreams.rules import MeasureFacts

Thing = tuple[str, str]
"""Kind and public id."""


def create_measure(facts: MeasureFacts, workstreams: list[Workstream], account: Account, now: datetime) -> Measure:
    """A new measure of these workstreams."""
    measure = Measure(title={}, description={})
    _set_facts(measure, facts, workstreams)
    db.session.add(measure)
    db.session.flush()
    audit(account, "create_measure", "measure", measure.public_id, now, of=measure.organisation_id)
    return measure


def update_measure(
    measure: Measure, facts: MeasureFacts, workstreams: list[Workstream], account: Account, now: datetime
) -> None:
    """Sets what is known of the measure; titles and descriptions in other languages stay.

    Those who follow one of its workstreams are told when its status has changed.
    """
    before = measure.status
    _set_facts(measure, facts, workstreams)
    if measure.status != before:
        for workstream in workstreams:
            tell_followers("workstream", workstream.public_id, status_news(measure, now), now)
    details = {"status": facts.status.value}
    audit(account, "update_measure", "measure", measure.public_id, now, details, of=measure.organisation_id)


def _set_facts(measure: Measure, facts: MeasureFacts, workstreams: list[Workstream]) -> None:
    measure.title = merged(measure.title, facts.title)
    measure.description = merged(measure.description, facts.description)
    measure.status = facts.status
    measure.organisation_id = facts.organisation_id
    measure.starts_on, measure.due_on = facts.starts_on, facts.due_on
    measure.workstreams = workstreams


def enter_phase(workstream: Workstream, phase: Phase, account: Account, now: datetime) -> None:
    """Moves the workstream to the phase."""
    workstream.phase = phase
    audit(account, "enter_phase", "workstream", workstream.public_id, now, {"phase": phase.slug}, of=None)


def add_foundation(
    measure: Measure, release_id: str, question: str, account: Account | None, now: datetime
) -> Link | None:
    """Says that the measure answers to a release, or to one question of it; None when that was already said."""
    link = add_link(("release", release_id), ("measure", measure.public_id), now, detail=question)
    if link is not None:
        details = {"release": release_id, "question": question}
        audit(account, "add_foundation", "measure", measure.public_id, now, details, of=measure.organisation_id)
    return link


def remove_foundation(measure: Measure, cause: Thing, detail: str, account: Account, now: datetime) -> bool:
    """Says no longer that the measure answers to that; whether it was said."""
    was_there = remove_link(cause, ("measure", measure.public_id), detail)
    if was_there:
        details = {"from": list(cause), "part": detail}
        audit(account, "remove_foundation", "measure", measure.public_id, now, details, of=measure.organisation_id)
    return was_there


def add_link(cause: Thing, effect: Thing, now: datetime, detail: str = "") -> Link | None:
    """One step of the trail, from what came first to what came of it; None when it is already there."""
    if db.session.scalar(select(Link.id).where(_is_step(cause, effect, detail))) is not None:
        return None
    link = Link(from_kind=cause[0], from_id=cause[1], to_kind=effect[0], to_id=effect[1], detail=detail, created_at=now)
    db.session.add(link)
    db.session.flush()
    return link


def remove_link(cause: Thing, effect: Thing, detail: str = "") -> bool:
    """Takes one step of the trail away; whether it was there."""
    gone = delete(Link).where(_is_step(cause, effect, detail)).returning(Link.id)
    return bool(db.session.execute(gone).all())


def _is_step(cause: Thing, effect: Thing, detail: str) -> ColumnElement[bool]:
    ends = and_(
        Link.from_kind == cause[0], Link.from_id == cause[1], Link.to_kind == effect[0], Link.to_id == effect[1]
    )
    return and_(ends, Link.detail == detail)
