"""Named reads of drafts and releases. Files are left in the database unless they are what is asked for."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from fractions import Fraction

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import defer, joinedload

from participation.extensions import db
from participation.summaries.models import BudgetEntry, Draft, Release, ReleasePart, ReleasePrint
from participation.summaries.rules import DraftStatus

WITHOUT_CSV = (defer(Release.csv_bytes), joinedload(Release.organisation))


def releases() -> Select[Release]:
    """All releases, newest first, to be paged by the caller."""
    return select(Release).options(*WITHOUT_CSV).order_by(Release.number.desc())


def releases_for_workstream(key: str) -> Select[Release]:
    """Releases that speak to the workstream, newest first, to be paged by the caller."""
    return releases().where(Release.parts.any(ReleasePart.workstream == key))


def releases_of(organisations: Collection[int]) -> Select[Release]:
    """Releases of these organisations, newest first, to be paged by the caller."""
    return releases().where(Release.organisation_id.in_(organisations))


def newest_releases(limit: int) -> Sequence[Release]:
    """The newest releases."""
    return db.session.scalars(releases().limit(limit)).all()


def release_by_public_id(public_id: str) -> Release | None:
    """The release of that public id, files included."""
    return db.session.scalar(select(Release).where(Release.public_id == public_id))


def releases_by_public_id(public_ids: Iterable[str]) -> dict[str, Release]:
    """Several releases at once, by public id; unknown ids are left out."""
    found = db.session.scalars(releases().where(Release.public_id.in_(list(public_ids))))
    return {release.public_id: release for release in found}


def release_for_subject(source: str, public_id: str) -> Release | None:
    """What was released about the subject ``public_id`` of the source of that kind."""
    return db.session.scalar(releases().where(Release.source == source, Release.subject_id == public_id))


def was_drawn(source: str, public_id: str) -> bool:
    """Whether the subject's numbers were ever drawn, even if the draft was discarded since."""
    drawn = select(Draft.id).where(Draft.source == source, Draft.subject_id == public_id)
    return db.session.scalar(drawn.limit(1)) is not None


def release_print(public_id: str, language: str) -> ReleasePrint | None:
    """The release as PDF in that language, once it has been drawn."""
    printed = select(ReleasePrint).join(Release, Release.id == ReleasePrint.release_id)
    return db.session.scalar(printed.where(Release.public_id == public_id, ReleasePrint.language == language))


def is_printed(release: Release, language: str) -> bool:
    """Whether there is a PDF of the release in that language; the file itself is left where it is."""
    of_it = exists().where(ReleasePrint.release_id == release.id, ReleasePrint.language == language)
    return bool(db.session.scalar(select(of_it)))


def unprinted(language: str, limit: int) -> Sequence[Release]:
    """Releases without a PDF in that language, the newest first."""
    printed = exists().where(ReleasePrint.release_id == Release.id, ReleasePrint.language == language)
    return db.session.scalars(releases().where(~printed).limit(limit)).all()


def last_release() -> Release | None:
    """The newest link of the chain."""
    return db.session.scalar(releases().limit(1))


def last_number() -> int:
    """Number of the newest release, 0 while there is none."""
    return db.session.scalar(select(func.max(Release.number))) or 0


def chain() -> Iterable[Release]:
    """All releases with their files, the oldest first, read in portions so that memory stays small."""
    return db.session.scalars(select(Release).order_by(Release.number).execution_options(yield_per=50))


def drafts(organisations: Collection[int]) -> Select[Draft]:
    """Drafts of these organisations, undecided ones first, then newest first, to be paged by the caller."""
    decided = Draft.status != DraftStatus.IN_REVIEW
    return (
        select(Draft)
        .options(joinedload(Draft.author), joinedload(Draft.reviewer), joinedload(Draft.organisation))
        .where(Draft.organisation_id.in_(organisations))
        .order_by(decided, Draft.drawn_at.desc(), Draft.id.desc())
    )


def waiting_drafts(organisations: Collection[int]) -> Sequence[Draft]:
    """Drafts of these organisations that nobody has decided on, the oldest first."""
    waiting = drafts(organisations).where(Draft.status == DraftStatus.IN_REVIEW)
    return db.session.scalars(waiting.order_by(None).order_by(Draft.drawn_at, Draft.id)).all()


def draft_by_public_id(public_id: str) -> Draft | None:
    """The draft of that public id."""
    return db.session.scalar(
        select(Draft)
        .options(joinedload(Draft.author), joinedload(Draft.reviewer), joinedload(Draft.organisation))
        .where(Draft.public_id == public_id)
    )


def undecided_drafts(organisations: Collection[int]) -> dict[tuple[str, str], str]:
    """Public id of the undecided draft by (source, subject), for these organisations."""
    rows = db.session.execute(
        select(Draft.source, Draft.subject_id, Draft.public_id).where(
            Draft.organisation_id.in_(organisations), Draft.status == DraftStatus.IN_REVIEW
        )
    )
    return {(source, subject): public_id for source, subject, public_id in rows}


def released_subjects(organisations: Collection[int]) -> set[tuple[str, str]]:
    """(source, subject) of everything of these organisations that has been released."""
    rows = db.session.execute(
        select(Release.source, Release.subject_id).where(Release.organisation_id.in_(organisations))
    )
    return {(source, subject) for source, subject in rows}


def release_moments(source: str, organisations: Collection[int]) -> dict[str, datetime]:
    """Subject of that source to when it was released, for these organisations."""
    rows = db.session.execute(
        select(Release.subject_id, Release.released_at).where(
            Release.source == source, Release.organisation_id.in_(organisations)
        )
    )
    return dict(rows.all())


def spent(source: str, subject_id: str) -> dict[str, Fraction]:
    """Epsilon spent so far by question of the subject, discarded drafts included."""
    entries = db.session.scalars(
        select(BudgetEntry).where(BudgetEntry.source == source, BudgetEntry.subject_id == subject_id)
    )
    found: dict[str, Fraction] = {}
    for entry in entries:
        found[entry.question] = found.get(entry.question, Fraction(0)) + entry.epsilon
    return found
