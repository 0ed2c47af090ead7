"""The one table of the search. What is made of it for looking up belongs to the databases (migration "search")."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy import Text as LongText
from sqlalchemy.orm import Mapped, mapped_column

from participation.extensions import Model
from participation.types import PublicId, UtcDateTime


class SearchEntry(Model):
    """A thing in one language, as it can be found; written in the same transaction as the thing.

    SQLite keeps an FTS5 index of trigrams beside it by triggers, PostgreSQL a column of all word endings that it makes
    itself. Whoever rebuilds this table in a migration makes those anew.
    """

    __tablename__ = "search_entry"
    __table_args__ = (UniqueConstraint("kind", "public_id", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(30))
    public_id: Mapped[str] = mapped_column(PublicId)
    language: Mapped[str] = mapped_column(String(12))
    title: Mapped[str] = mapped_column(LongText)
    body: Mapped[str] = mapped_column(LongText)
    folded_title: Mapped[str] = mapped_column(LongText, deferred=True)
    folded_body: Mapped[str] = mapped_column(LongText, deferred=True)
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id", ondelete="CASCADE"))
    public: Mapped[bool]
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
