"""Drafts and frozen releases. No table here ever holds an individual answer, a true count, noise or a seed."""

from datetime import datetime
from fractions import Fraction

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.accounts.models import Account
from participation.extensions import Model
from participation.organisations.models import Organisation
from participation.summaries.rules import DraftStatus
from participation.types import Json, PublicId, Text, UtcDateTime, new_public_id


class Draft(Model):
    """What would be published, drawn once; reviewed by a second person, then released or discarded for good."""

    __tablename__ = "summary_draft"
    # One undecided draft per subject: whoever draws second at the same moment is refused before anything is drawn.
    __table_args__ = (
        Index(
            "uq_summary_draft_undecided",
            "source",
            "subject_id",
            unique=True,
            sqlite_where=text("status = 'in_review'"),
            postgresql_where=text("status = 'in_review'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    source: Mapped[str] = mapped_column(String(30))
    subject_id: Mapped[str] = mapped_column(PublicId, index=True)
    title: Mapped[Text] = mapped_column(JSON)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    drawn_at: Mapped[datetime] = mapped_column(UtcDateTime)
    status: Mapped[DraftStatus] = mapped_column(String(20), default=DraftStatus.IN_REVIEW)
    content: Mapped[Json] = mapped_column(JSON)
    checks: Mapped[Json] = mapped_column(JSON, default=dict)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[str | None] = mapped_column(String(500))

    organisation: Mapped[Organisation] = relationship()
    author: Mapped[Account | None] = relationship(foreign_keys=[author_id])
    reviewer: Mapped[Account | None] = relationship(foreign_keys=[reviewer_id])


class BudgetEntry(Model):
    """Privacy budget spent on one question by one draft; discarding the draft does not give it back."""

    __tablename__ = "budget_entry"
    __table_args__ = (UniqueConstraint("source", "subject_id", "question", "draft_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(30))
    subject_id: Mapped[str] = mapped_column(PublicId, index=True)
    question: Mapped[str] = mapped_column(String(40))
    draft_id: Mapped[int] = mapped_column(ForeignKey("summary_draft.id"))
    epsilon_numerator: Mapped[int]
    epsilon_denominator: Mapped[int]

    @property
    def epsilon(self) -> Fraction:
        """The budget as an exact number."""
        return Fraction(self.epsilon_numerator, self.epsilon_denominator)


class Release(Model):
    """Published bytes that never change, chained by their hashes. ``number`` counts releases from 1 without a gap.

    A subject is released once. Its public id is that of its draft, so that the reviewer reads the very bytes.
    """

    __tablename__ = "release"
    __table_args__ = (UniqueConstraint("source", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    number: Mapped[int] = mapped_column(unique=True)
    draft_id: Mapped[int] = mapped_column(ForeignKey("summary_draft.id"), unique=True)
    source: Mapped[str] = mapped_column(String(30))
    subject_id: Mapped[str] = mapped_column(PublicId, index=True)
    title: Mapped[Text] = mapped_column(JSON)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    released_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    json_bytes: Mapped[bytes] = mapped_column(LargeBinary)
    csv_bytes: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    previous_sha256: Mapped[str | None] = mapped_column(String(64), unique=True)

    draft: Mapped[Draft] = relationship()
    organisation: Mapped[Organisation] = relationship()
    parts: Mapped[list["ReleasePart"]] = relationship(back_populates="release", cascade="all, delete-orphan")


class ReleasePart(Model):
    """Which questions of a release speak to which workstream (by its key)."""

    __tablename__ = "release_part"
    __table_args__ = (UniqueConstraint("release_id", "workstream"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id", ondelete="CASCADE"))
    workstream: Mapped[str] = mapped_column(String(60), index=True)
    questions: Mapped[list[str]] = mapped_column(JSON)

    release: Mapped[Release] = relationship(back_populates="parts")


class ReleasePrint(Model):
    """A release as PDF in one language, drawn from its frozen bytes; one that is lost is drawn anew."""

    __tablename__ = "release_print"

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id", ondelete="CASCADE"), primary_key=True)
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
