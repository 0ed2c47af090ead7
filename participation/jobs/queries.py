"""Named reads of jobs and tasks."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, false, or_, select
from sqlalchemy.orm import joinedload, undefer

from participation.extensions import db
from participation.jobs.models import JobRecord, Task, TaskFile
from participation.jobs.rules import ENDED, NEWS, TaskState

Visible = Mapping[str, Collection[int]]
"""Kind of task to the ids of the organisations whose tasks of that kind somebody may see."""


def job_records() -> dict[str, JobRecord]:
    """What is kept of jobs, by name."""
    return {record.name: record for record in db.session.scalars(select(JobRecord))}


def free_tasks(kinds: Collection[str], now: datetime, limit: int) -> Sequence[Task]:
    """Tasks that wait, or whose process has died, the oldest first."""
    broken_off = and_(Task.state == TaskState.RUNNING, Task.lease_until <= now)
    free = select(Task).where(Task.kind.in_(kinds), or_(Task.state == TaskState.WAITING, broken_off))
    return db.session.scalars(free.order_by(Task.created_at, Task.id).limit(limit)).all()


def tasks(visible: Visible) -> Select[Task]:
    """The tasks that somebody may see, newest first, to be paged by the caller."""
    shown = select(Task).options(joinedload(Task.account), joinedload(Task.organisation))
    return shown.where(_is_visible(visible)).order_by(Task.created_at.desc(), Task.id.desc())


def current_tasks(visible: Visible, account_id: int, now: datetime, limit: int) -> Sequence[Task]:
    """Of these, what runs or waits, and what the account started and has ended within a day."""
    news = and_(Task.account_id == account_id, Task.ended_at > now - NEWS)
    return db.session.scalars(tasks(visible).where(or_(Task.state.not_in(ENDED), news)).limit(limit)).all()


def task_by_public_id(public_id: str) -> Task | None:
    """The task of that public id."""
    whole = (joinedload(Task.account), joinedload(Task.organisation), joinedload(Task.file))
    return db.session.scalar(select(Task).options(*whole).where(Task.public_id == public_id))


def task_file(task: Task) -> TaskFile | None:
    """The task's file with its bytes."""
    return db.session.get(TaskFile, task.id, options=[undefer(TaskFile.content)], populate_existing=True)


def _is_visible(visible: Visible) -> ColumnElement[bool]:
    return or_(
        false(), *(and_(Task.kind == kind, Task.organisation_id.in_(owners)) for kind, owners in visible.items())
    )
