"""Named reads of the audit trail."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import joinedload

from participation.accounts.models import Account, AuditLine


@dataclass(frozen=True)
class TrailFilter:
    """Which lines are wanted; what is None or empty leaves none out. ``until`` itself is no longer in the period."""

    since: datetime | None = None
    until: datetime | None = None
    person: str = ""
    action: str = ""
    organisation_id: int | None = None
    thing: str = ""


EVERYTHING = TrailFilter()


def audit_lines(
    reader: Account, covered: Collection[int] | None, wanted: TrailFilter = EVERYTHING
) -> Select[AuditLine]:
    """The audit trail, newest first, as far as the reader may see it, to be paged by the caller.

    ``covered``: the organisations whose lines the reader may read, beside the reader's own; None for all there are.
    """
    lines = select(AuditLine).options(joinedload(AuditLine.account), joinedload(AuditLine.organisation))
    if covered is not None:
        lines = lines.where(or_(AuditLine.organisation_id.in_(covered), AuditLine.account_id == reader.id))
    return lines.where(*_conditions(wanted)).order_by(AuditLine.id.desc())


def _conditions(wanted: TrailFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.since is not None:
        found.append(AuditLine.at >= wanted.since)
    if wanted.until is not None:
        found.append(AuditLine.at < wanted.until)
    if wanted.person:
        found.append(AuditLine.account.has(Account.name.icontains(wanted.person, autoescape=True)))
    if wanted.action:
        found.append(AuditLine.action == wanted.action)
    if wanted.organisation_id is not None:
        found.append(AuditLine.organisation_id == wanted.organisation_id)
    if wanted.thing:
        found.append(AuditLine.subject_id == wanted.thing)
    return found
