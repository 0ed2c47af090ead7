"""Who follows what, and what there was to tell."""

from datetime import datetime

from sqlalchemy import JSON, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from participation.extensions import Model
from participation.types import PublicId, Text, UtcDateTime, new_public_id


class Subscription(Model):
    """One address that follows one thing. The address lies sealed; its keyed hash says that it is the same one.

    ``asked_at``: when the last mail went that asks to confirm.
    """

    __tablename__ = "subscription"
    __table_args__ = (UniqueConstraint("kind", "subject_id", "address_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    kind: Mapped[str] = mapped_column(String(30))
    subject_id: Mapped[str] = mapped_column(PublicId)
    address_hash: Mapped[str] = mapped_column(String(64), index=True)
    sealed_address: Mapped[bytes] = mapped_column(LargeBinary)
    language: Mapped[str] = mapped_column(String(12))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class NewsItem(Model):
    """Something that happened to a thing that can be followed; feeds show it, followers are told it once."""

    __tablename__ = "news_item"
    __table_args__ = (
        UniqueConstraint("kind", "subject_id", "event"),
        Index("ix_news_item_happened_at", "happened_at"),
        Index("ix_news_item_told_at", "told_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    kind: Mapped[str] = mapped_column(String(30))
    subject_id: Mapped[str] = mapped_column(PublicId)
    event: Mapped[str] = mapped_column(String(80))
    title: Mapped[Text] = mapped_column(JSON)
    happened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Told(Model):
    """An address that has been told of an event, whichever of the things it follows that happened to."""

    __tablename__ = "told"

    address_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    event: Mapped[str] = mapped_column(String(80), primary_key=True)
    told_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
