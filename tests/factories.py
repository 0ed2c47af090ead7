"""Makers of rows, one per model, with plausible values; each commits so that requests see it."""

from datetime import UTC, datetime
from itertools import count
from typing import TypeVar

from participation.accounts.actions import create_account
from participation.accounts.models import Account
from participation.extensions import db
from participation.organisations.models import Instance, Organisation
from participation.permissions import Role
from participation.workstreams.models import Measure, Phase, Section, Workstream
from participation.workstreams.rules import MeasureStatus

Row = TypeVar("Row")
_NUMBERS = count(1)
LONG_AGO = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def make_organisation(name: str = "", parent: Organisation | None = None, kind: str = "town") -> Organisation:
    """A town, or with ``kind="county"`` the county."""
    number = next(_NUMBERS)
    organisation = Organisation(
        slug=f"ort-{number}", name=name or f"Ort {number}", kind=kind, parent=parent, population=10_000 + number
    )
    return _kept(organisation)


def make_county() -> Organisation:
    """The county: the same one when asked again."""
    found = db.session.query(Organisation).filter_by(kind="county").first()
    return found or make_organisation("Beispielkreis", kind="county")


def make_instance(name: str = "Beispiel") -> Instance:
    """The instance's row."""
    return _kept(Instance(id=1, name=name, claim={"de": "Gemeinsam digital"}))


def make_account(role: Role = Role.COORDINATOR, organisation: Organisation | None = None) -> Account:
    """Somebody who holds that role (default: for the county, so for all)."""
    number = next(_NUMBERS)
    roles = [(role, organisation or make_county())]
    account = create_account(f"person{number}@example.org", f"Person {number}", roles, LONG_AGO)
    db.session.commit()
    return account


def make_phase(slug: str = "") -> Phase:
    """A phase of the strategy."""
    number = next(_NUMBERS)
    return _kept(Phase(slug=slug or f"phase-{number}", title={"de": f"Phase {number}"}, position=number))


def make_section() -> Section:
    """A section of the strategy."""
    number = next(_NUMBERS)
    return _kept(Section(slug=f"abschnitt-{number}", title={"de": f"Abschnitt {number}"}, position=number))


def make_workstream(slug: str = "", phase: Phase | None = None, section: Section | None = None) -> Workstream:
    """A workstream in some phase."""
    number = next(_NUMBERS)
    return _kept(
        Workstream(
            slug=slug or f"feld-{number}",
            section=section or make_section(),
            position=number,
            title={"de": f"Handlungsfeld {number}", "en": f"Field {number}"},
            summary={"de": "Worum es geht."},
            phase=phase or make_phase(),
        )
    )


def make_measure(workstream: Workstream | None = None, organisation: Organisation | None = None) -> Measure:
    """A planned measure."""
    number = next(_NUMBERS)
    return _kept(
        Measure(
            title={"de": f"Maßnahme {number}"},
            description={"de": "Was getan wird."},
            status=MeasureStatus.PLANNED,
            organisation=organisation or make_county(),
            workstreams=[workstream or make_workstream()],
        )
    )


def _kept(row: Row) -> Row:
    db.session.add(row)
    db.session.commit()
    return row
