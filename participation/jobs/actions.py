"""Named writes of jobs and tasks: they add to the running transaction, the edge commits.

Who gets a lease is decided by one UPDATE whose condition only one of several processes finds true.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Delete, Select, Update, delete, or_, select, update
from sqlalchemy.exc import IntegrityError

from participation.accounts.actions import audit
from participation.accounts.models import Account
from participation.extensions import db
from participation.jobs.models import JobRecord, Task, TaskFile
from participation.jobs.progress import Hold, Progress
from participation.jobs.registry import Job, TaskKind
from participation.jobs.rules import FILES_KEPT, LEASE, MOST_ATTEMPTS, TASKS_KEPT, TaskState
from participation.languages import DEFAULT
from participation.types import Json, Text


def add_job_record(name: str) -> None:
    """Makes the row of a job that has never run; somebody else may be doing the same."""
    try:
        with db.session.begin_nested():
            db.session.add(JobRecord(name=name))
    except IntegrityError:
        pass


def take_job(job: Job, holder: str, now: datetime) -> bool:
    """Takes the job's lease, if it is free and the job due; whether this one got it."""
    row = JobRecord
    free = or_(row.lease_until.is_(None), row.lease_until <= now)
    turn = or_(row.started_at.is_(None), row.started_at <= now - job.every)
    due = or_(turn, row.requested_at.is_not(None), row.lease_until.is_not(None))
    taken = update(row).where(row.name == job.name, free, due)
    return _changed(taken.values(holder=holder, lease_until=now + LEASE, started_at=now, requested_at=None)) == 1


def finish_job(name: str, holder: str, now: datetime, result: str | None, failure: str | None) -> None:
    """Gives the lease back and keeps how the run went; nothing, if another process has taken it over."""
    own = update(JobRecord).where(JobRecord.name == name, JobRecord.holder == holder)
    kept = {"result": result and result[:300]} if failure is None else {"failed_at": now, "failure": failure[:120]}
    _changed(own.values(holder=None, lease_until=None, ended_at=now, **kept))


def report_job(name: str, now: datetime, failure: str | None) -> None:
    """A node's sign of life for work of its own. No length and no result: they would tell when answers came."""
    add_job_record(name)
    kept = {"started_at": now} if failure is None else {"started_at": now, "failed_at": now, "failure": failure[:120]}
    _changed(update(JobRecord).where(JobRecord.name == name).values(**kept))


def request_run(job: Job, account: Account, now: datetime) -> None:
    """Asks for the job to be done at the next tick of whatever process does jobs."""
    add_job_record(job.name)
    _changed(update(JobRecord).where(JobRecord.name == job.name).values(requested_at=now))
    audit(account, "request_run", "job", job.key, now, of=None)


def start_task(
    kind: TaskKind,
    title: Text,
    task_input: Json,
    account: Account | None,
    organisation_id: int,
    now: datetime,
    language: str = DEFAULT,
) -> Task:
    """Long work to be done as soon as the transaction is committed; ``language``: what it says to its starter in."""
    task = Task(
        kind=kind.name,
        title=title,
        input=task_input,
        language=language,
        account_id=account.id if account else None,
        organisation_id=organisation_id,
        created_at=now,
    )
    db.session.add(task)
    db.session.flush()
    audit(account, "start_task", "task", task.public_id, now, {"kind": kind.name}, of=organisation_id)
    return task


def take_task(task: Task, holder: str, now: datetime) -> Hold | None:
    """Takes the lease of a free task for one attempt; None if another process was quicker."""
    free = update(Task).where(
        Task.id == task.id,
        Task.attempts == task.attempts,
        or_(Task.state == TaskState.WAITING, Task.lease_until <= now),
    )
    attempt = task.attempts + 1
    taken = free.values(
        state=TaskState.RUNNING,
        holder=holder,
        lease_until=now + LEASE,
        started_at=task.started_at or now,
        attempts=attempt,
    )
    return Hold(task.id, holder, attempt) if _changed(taken) else None


def give_up(task: Task, now: datetime) -> bool:
    """Fails a task that has broken off too often; whether it had."""
    if task.attempts < MOST_ATTEMPTS:
        return False
    end_task(Hold(task.id, task.holder or "", task.attempts), TaskState.FAILED, now)
    return True


def end_task(
    hold: Hold, state: TaskState, now: datetime, result: Json | None = None, failure: str | None = None
) -> bool:
    """Ends the task for good; False when it is no longer held, and then nothing of this attempt may be committed."""
    ended = {"state": state, "ended_at": now, "result": result or {}, "failure": failure and failure[:500]}
    return _changed(_held(hold).values(holder=None, lease_until=None, **ended)) == 1


def hand_back(hold: Hold) -> None:
    """Lets the task wait for another attempt."""
    _changed(_held(hold).values(state=TaskState.WAITING, holder=None, lease_until=None))


def write_progress(progress: Progress) -> None:
    """Keeps what the task said last; learns here that another process has taken it over."""
    said = progress.said
    values = {"done": said.done, "total": said.total, "sentence": said.sentence}
    progress.lost = _changed(_held(progress.hold).values(**values)) == 0
    progress.written = said


def renew_leases(holder: str, jobs: Collection[str], holds: Collection[Hold], now: datetime) -> None:
    """The sign of life of a process for everything it is at."""
    until = now + LEASE
    if jobs:
        own = update(JobRecord).where(JobRecord.holder == holder, JobRecord.name.in_(jobs))
        _changed(own.values(lease_until=until))
    for hold in holds:
        _changed(_held(hold).values(lease_until=until))


def release_jobs(holder: str) -> None:
    """Lets go of jobs that the process cannot finish, so that they are done anew at once."""
    over = JobRecord.started_at  # a lease that ended before now: broken off, so due at once
    _changed(update(JobRecord).where(JobRecord.holder == holder).values(lease_until=over))


def delete_old(now: datetime) -> int:
    """Deletes the bytes of files after a week and tasks a month after their end; returns how many files."""
    old = update(TaskFile).where(TaskFile.content.is_not(None), TaskFile.task_id.in_(_ended(now - FILES_KEPT)))
    files = _changed(old.values(content=None, deleted_at=now))
    _changed(delete(TaskFile).where(TaskFile.task_id.in_(_ended(now - TASKS_KEPT))))
    _changed(delete(Task).where(Task.ended_at <= now - TASKS_KEPT))
    return files


def _ended(before: datetime) -> Select[int]:
    return select(Task.id).where(Task.ended_at <= before)


def _held(hold: Hold) -> Update:
    own = update(Task).where(Task.id == hold.task_id, Task.holder == hold.holder)
    return own.where(Task.attempts == hold.attempt, Task.state == TaskState.RUNNING)


def _changed(statement: Update | Delete) -> int:
    """Carries it out and counts the rows. Rows in memory are left as they are: a process writes, others read."""
    result = db.session.connection().execute(statement)
    return result.rowcount
