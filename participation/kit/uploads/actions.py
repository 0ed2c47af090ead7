"""Named writes of files: they add to the running transaction, the edge commits."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import delete

from participation.accounts.actions import audit
from participation.accounts.models import Account
from participation.extensions import db
from participation.kit.uploads.images import clean_image
from participation.kit.uploads.models import Upload
from participation.kit.uploads.rules import Kind, kind_of, safe_name
from participation.organisations.models import Organisation
from participation.types import Json, Text


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be kept: its bytes as they are kept, and what was found (size of an image, report of a PDF)."""

    kind: Kind
    data: bytes
    facts: Json


def checked(data: bytes) -> CheckedFile:
    """The file as it may be kept. Raises RefusedError for one that may not."""
    kind = kind_of(data)
    if kind is Kind.PDF:
        from participation.kit.uploads.pdfs import checked_pdf  # noqa: PLC0415  # what it needs would fill each process

        return CheckedFile(kind, data, asdict(checked_pdf(data)))
    image = clean_image(data, kind)
    return CheckedFile(kind, image.data, {"width": image.width, "height": image.height})


def keep_upload(
    file: CheckedFile,
    name: str,
    alt: Text,
    organisation: Organisation,
    account: Account | None,
    now: datetime,
    *,
    public: bool,
    kept_until: date | None = None,
) -> Upload:
    """Keeps the file. Raises ValueError for an image without an alternative text: nobody should have to guess it."""
    if file.kind.is_image and not any(alt.values()):
        raise ValueError("an image needs an alternative text")
    upload = Upload(
        organisation=organisation,
        name=safe_name(name, file.kind),
        kind=file.kind,
        size=len(file.data),
        sha256=hashlib.sha256(file.data).hexdigest(),
        alt=alt,
        facts=file.facts,
        public=public,
        kept_until=kept_until,
        created_at=now,
        data=file.data,
    )
    db.session.add(upload)
    db.session.flush()
    audit(account, "keep_upload", "upload", upload.public_id, now, {"name": upload.name}, of=organisation.id)
    return upload


def delete_upload(upload: Upload, account: Account, now: datetime) -> None:
    """Deletes the file for good; the audit trail keeps its name."""
    audit(account, "delete_upload", "upload", upload.public_id, now, {"name": upload.name}, of=upload.organisation_id)
    db.session.delete(upload)


def delete_outdated(now: datetime) -> int:
    """Deletes files whose last day is over, commits, and returns their number."""
    outdated = delete(Upload).where(Upload.kept_until < now.date())
    gone = outdated.returning(Upload.public_id, Upload.name, Upload.organisation_id)
    rows = db.session.execute(gone, execution_options={"synchronize_session": False}).all()
    for public_id, name, owner in rows:
        audit(None, "delete_upload", "upload", public_id, now, {"name": name}, of=owner)
    db.session.commit()
    return len(rows)
