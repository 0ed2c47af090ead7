"""Named writes of the strategy: they add to the running transaction, the edge commits."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, select

from participation.accounts.actions import audit
from participation.accounts.models import Account
from participation.extensions import db
from participation.following.actions import tell_followers
from participation.kit.former_slugs.actions import forget_names, keep_leading
from participation.kit.references import is_referred_to
from participation.kit.search.actions import refresh, remove
from participation.kit.slugs import slug_of
from participation.languages import merged
from participation.types import Text, new_public_id
from participation.workstreams.followed import arrival_news, status_news
from participation.workstreams.models import Link, Measure, Phase, Section, Workstream
from participation.workstreams.order import moved
from participation.workstreams.queries import Heading, has_releases, headings, phases, workstreams
from participation.workstreams.rules import MeasureFacts, WorkstreamFacts

Thing = tuple[str, str]
"""Kind and public id."""


def create_measure(facts: MeasureFacts, workstreams: list[Workstream], account: Account, now: datetime) -> Measure:
    """A new measure of these workstreams, whose followers are told."""
    measure = Measure(title={}, description={})
    _set_facts(measure, facts, workstreams)
    db.session.add(measure)
    db.session.flush()
    for workstream in workstreams:
        tell_followers("workstream", workstream.public_id, arrival_news(measure), now)
    refresh("measure", [measure.public_id], now)
    audit(account, "create_measure", "measure", measure.public_id, now, of=measure.organisation_id)
    return measure


def update_measure(
    measure: Measure, facts: MeasureFacts, workstreams: list[Workstream], account: Account, now: datetime
) -> None:
    """Sets what is known of the measure; titles and descriptions in other languages stay.

    Those who follow one of its workstreams are told when its status has changed or it is new there.
    """
    status, fields = measure.status, set(measure.workstreams)
    _set_facts(measure, facts, workstreams)
    for workstream in workstreams:
        if workstream not in fields:
            tell_followers("workstream", workstream.public_id, arrival_news(measure), now)
        elif measure.status != status:
            tell_followers("workstream", workstream.public_id, status_news(measure, now), now)
    refresh("measure", [measure.public_id], now)
    details = {"status": facts.status.value}
    audit(account, "update_measure", "measure", measure.public_id, now, details, of=measure.organisation_id)


def _set_facts(measure: Measure, facts: MeasureFacts, workstreams: list[Workstream]) -> None:
    measure.title = merged(measure.title, facts.title)
    measure.description = merged(measure.description, facts.description)
    measure.status = facts.status
    measure.organisation_id = facts.organisation_id
    measure.starts_on, measure.due_on = facts.starts_on, facts.due_on
    measure.workstreams = workstreams


def create_workstream(facts: WorkstreamFacts, account: Account, now: datetime) -> Workstream:
    """A new field of action, the last of its section, in the first phase there is."""
    phase, workstream = phases()[0], Workstream(title={}, summary={}, mission={})
    workstream.phase, workstream.position = phase, len(workstreams()) + 1
    _set_workstream(workstream, facts)
    db.session.add(workstream)
    db.session.flush()
    refresh("workstream", [workstream.public_id], now)
    audit(account, "create_workstream", "workstream", workstream.public_id, now, of=None)
    return workstream


def update_workstream(workstream: Workstream, facts: WorkstreamFacts, account: Account, now: datetime) -> None:
    """Sets what is said of it; a name in addresses that is given up goes on leading here."""
    keep_leading("workstream", workstream.public_id, workstream.slug, facts.slug)
    _set_workstream(workstream, facts)
    refresh("workstream", [workstream.public_id], now)
    audit(account, "update_workstream", "workstream", workstream.public_id, now, of=None)


def _set_workstream(workstream: Workstream, facts: WorkstreamFacts) -> None:
    workstream.slug, workstream.section_id = facts.slug, facts.section_id
    workstream.title = merged(workstream.title, facts.title)
    workstream.summary = merged(workstream.summary, facts.summary)
    workstream.mission = merged(workstream.mission, facts.mission)


def move_workstream(workstream: Workstream, direction: str, account: Account, now: datetime) -> None:
    """Moves it one place up or down among those of its section."""
    beside = [one for one in workstreams() if one.section_id == workstream.section_id]
    _number(moved(beside, workstream, direction))
    audit(account, "move_workstream", "workstream", workstream.public_id, now, of=None)


def delete_workstream(workstream: Workstream, account: Account, now: datetime) -> bool:
    """Deletes it if no measure, procedure or release belongs to it; whether it could be."""
    if is_referred_to(workstream) or has_releases(workstream):
        return False
    forget_names("workstream", workstream.public_id)
    details = {"title": next(iter(workstream.title.values()), "")}
    remove("workstream", workstream.public_id)
    audit(account, "delete_workstream", "workstream", workstream.public_id, now, details, of=None)
    db.session.delete(workstream)
    return True


def create_heading(kind: type[Heading], title: Text, account: Account, now: datetime) -> Section | Phase:
    """A new section or phase, after all others."""
    known = headings(kind)
    slug = slug_of(title["de"])[:50] or kind.__name__.lower()
    taken = {one.slug for one in known}
    heading = kind(slug=slug if slug not in taken else f"{slug}-{new_public_id()[:5]}", title=merged({}, title))
    heading.position = len(known) + 1
    db.session.add(heading)
    audit(account, "create_heading", kind.__tablename__, heading.slug, now, of=None)
    return heading


def rename_heading(heading: Section | Phase, title: Text, account: Account, now: datetime) -> None:
    """Calls the section or phase by other words."""
    heading.title = merged(heading.title, title)
    audit(account, "rename_heading", heading.__tablename__, heading.slug, now, of=None)


def move_heading(heading: Section | Phase, direction: str, account: Account, now: datetime) -> None:
    """Moves the section or phase one place up or down."""
    _number(moved(headings(type(heading)), heading, direction))
    audit(account, "move_heading", heading.__tablename__, heading.slug, now, of=None)


def delete_heading(heading: Section | Phase, account: Account, now: datetime) -> bool:
    """Deletes the section or phase if no field of action is in it; whether it could be."""
    if is_referred_to(heading):
        return False
    audit(account, "delete_heading", heading.__tablename__, heading.slug, now, of=None)
    db.session.delete(heading)
    return True


def _number(order: Sequence[Workstream | Section | Phase]) -> None:
    """Gives the things their places, from those that they have among them already."""
    for place, one in zip(_places(order), order, strict=True):
        one.position = place


def _places(order: Sequence[Workstream | Section | Phase]) -> list[int]:
    places = sorted(one.position for one in order)
    return places if len(set(places)) == len(places) else list(range(1, len(order) + 1))


def enter_phase(workstream: Workstream, phase: Phase, account: Account, now: datetime) -> None:
    """Moves the workstream to the phase."""
    workstream.phase = phase
    audit(account, "enter_phase", "workstream", workstream.public_id, now, {"phase": phase.slug}, of=None)


def add_foundation(
    measure: Measure, release_id: str, part: str, account: Account | None, now: datetime
) -> Link | None:
    """Says that the measure answers to a release, or to a question or theme of it; None when that was said already."""
    link = add_link(("release", release_id), ("measure", measure.public_id), now, detail=part)
    if link is not None:
        details = {"release": release_id, "part": part}
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
