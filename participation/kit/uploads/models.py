"""The one table of files that people sent in."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.extensions import Model
from participation.kit.uploads.rules import Kind, PdfReport
from participation.organisations.models import Organisation
from participation.types import Json, PublicId, Text, UtcDateTime, new_public_id


class Upload(Model):
    """A checked file. Its bytes never change, so they can be kept by whoever has them; lists do not load them."""

    __tablename__ = "upload"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    kind: Mapped[Kind] = mapped_column(String(20))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    alt: Mapped[Text] = mapped_column(JSON, default=dict)
    facts: Mapped[Json] = mapped_column(JSON, default=dict)
    public: Mapped[bool]
    kept_until: Mapped[date | None] = mapped_column(index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)

    organisation: Mapped[Organisation] = relationship()

    @property
    def report(self) -> PdfReport | None:
        """What was found in a PDF; None for an image."""
        return None if Kind(self.kind).is_image else PdfReport(**self.facts)
