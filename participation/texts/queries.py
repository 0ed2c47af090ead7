"""Named reads of legal texts."""

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import joinedload

from participation.extensions import db
from participation.texts.models import TextVersion
from participation.texts.rules import LegalText


def current_texts() -> dict[tuple[str, str], TextVersion]:
    """(text, language) to the version that is shown."""
    newest = (
        select(TextVersion.slug, TextVersion.tag, func.max(TextVersion.number).label("number"))
        .group_by(TextVersion.slug, TextVersion.tag)
        .subquery()
    )
    same = and_(
        TextVersion.slug == newest.c.slug, TextVersion.tag == newest.c.tag, TextVersion.number == newest.c.number
    )
    return {(one.slug, one.tag): one for one in db.session.scalars(select(TextVersion).join(newest, same))}


def current_text(slug: LegalText, tag: str) -> TextVersion | None:
    """The version that is shown."""
    return db.session.scalar(versions(slug, tag).limit(1))


def versions(slug: LegalText, tag: str) -> Select[TextVersion]:
    """All versions of a text in one language with who saved them, newest first, to be paged by the caller."""
    return (
        select(TextVersion)
        .options(joinedload(TextVersion.account))
        .where(TextVersion.slug == slug, TextVersion.tag == tag)
        .order_by(TextVersion.number.desc())
    )


def version_by_public_id(slug: LegalText, tag: str, public_id: str) -> TextVersion | None:
    """The version of that text and language."""
    return db.session.scalar(versions(slug, tag).where(TextVersion.public_id == public_id))
