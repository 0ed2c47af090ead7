"""Legal texts, version by version: the newest of a text and language is the one that is shown."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.accounts.models import Account
from participation.extensions import Model
from participation.texts.rules import LegalText
from participation.types import PublicId, UtcDateTime, new_public_id


class TextVersion(Model):
    """A legal text in one language as somebody saved it; never changed, only followed by the next."""

    __tablename__ = "text_version"
    __table_args__ = (UniqueConstraint("slug", "tag", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    slug: Mapped[LegalText] = mapped_column(String(40))
    tag: Mapped[str] = mapped_column(String(20))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))
    body: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    account: Mapped[Account | None] = relationship()
