"""Named reads of files."""

from collections.abc import Collection

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, undefer

from participation.extensions import db
from participation.kit.uploads.models import Upload


def uploads(organisation_ids: Collection[int]) -> Select[Upload]:
    """The files of these organisations without their bytes, newest first, to be paged by the caller."""
    found = select(Upload).options(joinedload(Upload.organisation))
    return found.where(Upload.organisation_id.in_(organisation_ids)).order_by(Upload.id.desc())


def upload_by_public_id(public_id: str) -> Upload | None:
    """The file without its bytes."""
    return db.session.scalar(select(Upload).where(Upload.public_id == public_id))


def upload_with_data(public_id: str, name: str) -> Upload | None:
    """The file of that name with its bytes."""
    return db.session.scalar(
        select(Upload).options(undefer(Upload.data)).where(Upload.public_id == public_id, Upload.name == name)
    )
