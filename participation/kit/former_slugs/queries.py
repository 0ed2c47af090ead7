"""Named reads of former names."""

from participation.extensions import db
from participation.kit.former_slugs.models import FormerSlug


def formerly(kind: str, slug: str) -> str | None:
    """Public id of the thing that once had this name."""
    found = db.session.get(FormerSlug, (kind, slug))
    return found.public_id if found else None
