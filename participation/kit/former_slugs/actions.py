"""Named writes of former names: they add to the running transaction, the edge commits."""

from sqlalchemy import delete

from participation.extensions import db
from participation.kit.former_slugs.models import FormerSlug


def keep_leading(kind: str, public_id: str, old: str, new: str) -> None:
    """Lets the old name lead on to the thing; a name that it takes again is no longer a former one."""
    if old == new:
        return
    own = (FormerSlug.kind == kind, FormerSlug.public_id == public_id)
    db.session.execute(delete(FormerSlug).where(*own, FormerSlug.slug == new))
    db.session.merge(FormerSlug(kind=kind, slug=old, public_id=public_id))


def forget_names(kind: str, public_id: str) -> None:
    """Frees the former names of a thing that is deleted."""
    db.session.execute(delete(FormerSlug).where(FormerSlug.kind == kind, FormerSlug.public_id == public_id))
