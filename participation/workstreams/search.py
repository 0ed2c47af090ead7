"""How fields of action and measures are found by the search."""

from collections.abc import Collection, Iterator, Mapping

from flask import Flask
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from participation.extensions import db
from participation.kit.search.kinds import Document, SearchKind, in_each_language, register_kind
from participation.workstreams.models import Measure, Workstream
from participation.workstreams.trail import measure_targets, workstream_targets


def init_search(app: Flask) -> None:
    """Registers both kinds."""
    register_kind(app, SearchKind("workstream", _l("Field of action"), _workstreams, _workstream_addresses))
    register_kind(app, SearchKind("measure", _l("Measure"), _measures, _measure_addresses))


def _workstreams(public_ids: Collection[str] | None) -> Iterator[Document]:
    found = select(Workstream)
    if public_ids is not None:
        found = found.where(Workstream.public_id.in_(public_ids))
    for one in db.session.scalars(found).all():
        said = [one.summary, one.mission]
        yield from in_each_language("workstream", one.public_id, one.title, said, None, public=True)


def _measures(public_ids: Collection[str] | None) -> Iterator[Document]:
    found = select(Measure).options(selectinload(Measure.workstreams))
    if public_ids is not None:
        found = found.where(Measure.public_id.in_(public_ids))
    for one in db.session.scalars(found).all():
        public = bool(one.workstreams)
        yield from in_each_language("measure", one.public_id, one.title, [one.description], one.organisation_id, public)


def _workstream_addresses(public_ids: Collection[str]) -> Mapping[str, str]:
    return {public_id: target.address for public_id, target in workstream_targets(list(public_ids)).items()}


def _measure_addresses(public_ids: Collection[str]) -> Mapping[str, str]:
    return {public_id: target.address for public_id, target in measure_targets(list(public_ids)).items()}
