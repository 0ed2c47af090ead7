"""Steps that many tests of jobs and tasks begin with; each commits, as the edge would."""

from collections.abc import Callable
from datetime import datetime

from flask import Flask
from flask_babel import lazy_gettext

from participation.accounts.models import Account
from participation.clock import now
from participation.extensions import db
from participation.jobs import Job, TaskKind, register_task
from participation.jobs.actions import start_task
from participation.jobs.models import JobRecord, Task
from participation.jobs.progress import Progress
from participation.jobs.running import Runner
from participation.permissions import Permission
from participation.types import Json
from tests.factories import make_county

LABEL = lazy_gettext("Result")
Run = Callable[[Json, Progress, datetime], Json]


def nothing(_input: Json, _progress: Progress, _now: datetime) -> Json:
    """A task that is done at once."""
    return {}


def kind_of(
    app: Flask, run: Run = nothing, permission: Permission = Permission.SEE_DESK, name: str = "test"
) -> TaskKind:
    """A kind of task, registered; what it makes lies at the address that its result names."""
    kind = TaskKind(name, LABEL, run, permission, lambda result: result.get("address"))
    register_task(app, kind)
    return kind


def waiting(
    kind: TaskKind, account: Account | None = None, organisation_id: int | None = None, title: str = "Briefe drucken"
) -> Task:
    """A task that somebody has just started."""
    owner = organisation_id or make_county().id
    task = start_task(kind, {"de": title}, {"pages": 3}, account, owner, now())
    db.session.commit()
    return task


def tick(app: Flask, runner: Runner | None = None) -> int:
    """A process looks once and does what it took; returns how much that was."""
    taken = (runner or Runner(app)).look()
    for work in taken:
        work()
    db.session.rollback()  # so that the test sees what other sessions have committed
    return len(taken)


def record_of(job: Job) -> JobRecord:
    """What the database keeps of the job."""
    db.session.rollback()
    return db.session.get_one(JobRecord, job.name)
