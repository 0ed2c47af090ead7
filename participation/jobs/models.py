"""What is kept of jobs and tasks. Failures are kept as their kind, never with what they were about."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from participation.accounts.models import Account
from participation.extensions import Model
from participation.jobs.rules import TaskState
from participation.organisations.models import Organisation
from participation.types import Json, PublicId, Text, UtcDateTime, new_public_id


class JobRecord(Model):
    """The lease of a job and how its last run went.

    Of a job that belongs to each node only signs of life and failures are kept.
    """

    __tablename__ = "job"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    holder: Mapped[str | None] = mapped_column(PublicId)
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    requested_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    result: Mapped[str | None] = mapped_column(String(300))
    failed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failure: Mapped[str | None] = mapped_column(String(120))


class Task(Model):
    """Long work that somebody started at the desk, with its lease and how far it has come.

    ``failure`` is a sentence for the person who started it; a task that failed without one failed on our side.
    """

    __tablename__ = "task"
    __table_args__ = (Index("ix_task_state_created_at", "state", "created_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(PublicId, unique=True, default=new_public_id)
    kind: Mapped[str] = mapped_column(String(40))
    title: Mapped[Text] = mapped_column(JSON)
    input: Mapped[Json] = mapped_column(JSON)
    language: Mapped[str] = mapped_column(String(12))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    state: Mapped[TaskState] = mapped_column(String(10), default=TaskState.WAITING)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    holder: Mapped[str | None] = mapped_column(PublicId)
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    sentence: Mapped[str] = mapped_column(String(200), default="")
    result: Mapped[Json] = mapped_column(JSON, default=dict)
    failure: Mapped[str | None] = mapped_column(String(500))

    account: Mapped[Account | None] = relationship()
    organisation: Mapped[Organisation] = relationship()
    file: Mapped["TaskFile | None"] = relationship(back_populates="task", cascade="all, delete-orphan")


class TaskFile(Model):
    """The file that a task made; its bytes are deleted after a week, its name stays as long as the task."""

    __tablename__ = "task_file"

    task_id: Mapped[int] = mapped_column(ForeignKey("task.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    media_type: Mapped[str] = mapped_column(String(80))
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    deleted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    task: Mapped[Task] = relationship(back_populates="file")
