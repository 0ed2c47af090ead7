"""Surveys, their versions and posters; answers kept apart from everything that could lead back to a person."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import JSON, Date, ForeignKey, String, Uuid
from sqlalchemy import Text as LongText
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.extensions import Model
from participation.organisations.models import Organisation
from participation.types import PublicId, Text, UtcDateTime, new_public_id
from surveys.rules import SurveyStatus

IN_KEY_ORDER = {"sqlite_with_rowid": False}
"""No hidden row number on SQLite: it would say in which order answers came (docs/disclosure.md)."""


class Survey(Model):
    """One survey: its life, its owner, the version people answer."""

    __tablename__ = "survey"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[Text] = mapped_column(JSON)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    status: Mapped[SurveyStatus] = mapped_column(String(20), default=SurveyStatus.PREPARING)
    opens_on: Mapped[date | None] = mapped_column(Date)
    closes_on: Mapped[date | None] = mapped_column(Date)
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    late_answers: Mapped[int] = mapped_column(default=0)
    """How many arrived after the numbers were drawn and were destroyed; never shown exactly."""
    answers_deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    texts_deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    populations: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    """Inhabitants by official key, as they were at opening: part of the frozen table plan."""
    plan_sha256: Mapped[str | None] = mapped_column(String(64))
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("survey.id"))
    version_id: Mapped[int | None] = mapped_column(ForeignKey("survey_version.id", use_alter=True))

    organisation: Mapped[Organisation] = relationship()
    version: Mapped["SurveyVersion | None"] = relationship(foreign_keys=[version_id], post_update=True)
    successor: Mapped["Survey | None"] = relationship(remote_side=lambda: Survey.id)
    posters: Mapped[list["Poster"]] = relationship(back_populates="survey")


class SurveyVersion(Model):
    """A questionnaire as it was imported; never changed, only followed by the next version."""

    __tablename__ = "survey_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    definition: Mapped[str] = mapped_column(LongText)
    sha256: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Poster(Model):
    """A place with a short address. ``answers`` grows only with whole batches and is never shown exactly."""

    __tablename__ = "poster"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    place: Mapped[str] = mapped_column(String(120))
    language: Mapped[str | None] = mapped_column(String(12))
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), index=True)
    answers: Mapped[int] = mapped_column(default=0)

    survey: Mapped[Survey] = relationship(back_populates="posters")


class LedgerEntry(Model):
    """That an attempt (and, by invitation, a code) has been used: no time, no answer."""

    __tablename__ = "ledger"
    __table_args__ = (IN_KEY_ORDER,)

    attempt_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), index=True)
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)


class Answer(Model):
    """The closed answers of one sheet: no person, token, address, device, time, order, language or poster."""

    __tablename__ = "answer"
    __table_args__ = (IN_KEY_ORDER,)

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), index=True)
    version: Mapped[int]
    payload: Mapped[str] = mapped_column(LongText)


class FreeText(Model):
    """One text from one question; cannot be joined with closed answers or with other texts of the same person."""

    __tablename__ = "free_text"
    __table_args__ = (IN_KEY_ORDER,)

    id: Mapped[UUID] = mapped_column(Uuid, primary_key=True, default=uuid4)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), index=True)
    question: Mapped[str] = mapped_column(String(40))
    town: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(LongText)
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id", ondelete="SET NULL"), index=True)


class Theme(Model):
    """What several texts say, in the words of the person who read them."""

    __tablename__ = "theme"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), index=True)
    question: Mapped[str] = mapped_column(String(40))
    title: Mapped[Text] = mapped_column(JSON)
    paraphrase: Mapped[Text] = mapped_column(JSON)
