"""What a process does that does jobs: looks what is due, takes leases, works in threads, and shows that it is alive."""

import logging
import os
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask
from sqlalchemy.exc import OperationalError

from participation.clock import now, system_clock
from participation.errors import UserError
from participation.extensions import db
from participation.i18n import speaking
from participation.jobs import actions, queries
from participation.jobs.models import Task
from participation.jobs.progress import Hold, LeaseLostError, Progress
from participation.jobs.registry import Job, all_jobs, task_kinds
from participation.jobs.rules import MOST_ATTEMPTS, RENEW_EVERY, REPORT_EVERY, TaskState, is_due
from participation.types import new_public_id

logger = logging.getLogger(__name__)
Work = Callable[[], None]
LOOK_SECONDS = 1.0
PULSE_SECONDS = 0.5
MOST_TASKS = 2
"""How many tasks a process does at a time: they are long and give way to people who wait for pages."""

MOST_WORK = 10
PATIENCE_SECONDS = 5.0
"""How long a process that is told to stop waits for work under way before it leaves it to the next one."""


class Runner:
    """One process's share of the work. What it takes stands in the database under its name, ``holder``."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.holder = new_public_id()
        self.jobs: set[str] = set()
        self.tasks: dict[Hold, Progress] = {}
        self._renewed: datetime | None = None
        self._reported: dict[str, tuple[datetime, str | None]] = {}

    def look(self) -> list[Work]:
        """Takes the leases of what is due; returns the work, to be done in threads. Writes only what it takes."""
        with self.app.app_context():
            moment = now()
            return [*self._due_jobs(moment), *self._free_tasks(moment)]

    def pulse(self) -> None:
        """Writes down what tasks have said since, and renews all leases when it is time; else nothing."""
        moved = [one for one in list(self.tasks.values()) if one.said != one.written]
        with self.app.app_context():
            moment = now()
            renew = (self.jobs or self.tasks) and (self._renewed is None or moment - self._renewed >= RENEW_EVERY)
            if renew:
                actions.renew_leases(self.holder, list(self.jobs), list(self.tasks), moment)
                self._renewed = moment
            for progress in moved:
                actions.write_progress(progress)
            if renew or moved:
                db.session.commit()

    def run_node_job(self, job: Job) -> None:
        """Does a job that belongs to each node; says so in the database rarely, and when it fails or works again."""
        failure = run_one(self.app, job)[1]
        with self.app.app_context():
            moment = now()
            told = self._reported.get(job.name)
            if told is None or told[1] != failure or moment - told[0] >= REPORT_EVERY:
                actions.report_job(job.name, moment, failure)
                db.session.commit()
                self._reported[job.name] = (moment, failure)

    def release(self) -> None:
        """Leaves what is not finished to other processes, at once."""
        with self.app.app_context():
            actions.release_jobs(self.holder)
            for hold in list(self.tasks):
                actions.hand_back(hold)
            db.session.commit()

    def _due_jobs(self, moment: datetime) -> Iterator[Work]:
        records = queries.job_records()
        for job in all_jobs():
            if job.per_node or job.name in self.jobs:
                continue
            record = records.get(job.name)
            if record is None:
                actions.add_job_record(job.name)
            elif not is_due(moment, job.every, record.started_at, record.requested_at, record.lease_until):
                continue
            if actions.take_job(job, self.holder, moment):
                self.jobs.add(job.name)
                yield partial(self._run_job, job)
            db.session.commit()

    def _free_tasks(self, moment: datetime) -> Iterator[Work]:
        room = MOST_TASKS - len(self.tasks)
        for task in queries.free_tasks(list(task_kinds()), moment, room) if room > 0 else ():
            hold = None if actions.give_up(task, moment) else actions.take_task(task, self.holder, moment)
            if hold is not None:
                self.tasks[hold] = Progress(hold)
                yield partial(self._run_task, self.tasks[hold])
            db.session.commit()

    def _run_job(self, job: Job) -> None:
        try:
            result, failure = run_one(self.app, job)
            with self.app.app_context():
                actions.finish_job(job.name, self.holder, now(), result, failure)
                db.session.commit()
        finally:
            self.jobs.discard(job.name)

    def _run_task(self, progress: Progress) -> None:
        try:
            with self.app.app_context():
                run_task(progress)
        finally:
            self.tasks.pop(progress.hold, None)


class Clockwork:
    """The threads of a process that does jobs."""

    def __init__(self, app: Flask) -> None:
        self.runner = Runner(app)
        pools = {"default": ThreadPoolExecutor(MOST_WORK), "pulse": ThreadPoolExecutor(2)}
        defaults = {"max_instances": 1, "coalesce": True, "misfire_grace_time": None}
        self._scheduler = BackgroundScheduler(timezone="UTC", executors=pools, job_defaults=defaults)

    def start(self) -> None:
        """Ticks in background threads until it is stopped or the process ends."""
        for job in self.runner.app.extensions["jobs"]:
            if job.per_node:
                self._every(job.every_seconds, partial(self.runner.run_node_job, job))
        self._every(LOOK_SECONDS, self._look, "pulse")
        self._every(PULSE_SECONDS, self.runner.pulse, "pulse")
        self._scheduler.start()

    def stop(self) -> None:
        """Ends the ticks, waits a little for what is under way, and leaves the rest to others, ending the process."""
        self._scheduler.shutdown(wait=False)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while (self.runner.jobs or self.runner.tasks) and time.monotonic() < deadline:
            time.sleep(0.05)
        if self.runner.jobs or self.runner.tasks:
            self.runner.release()
            os._exit(0)  # threads cannot be ended; all work may be broken off anywhere and is done again

    def _look(self) -> None:
        for work in self.runner.look():
            self._scheduler.add_job(work)

    def _every(self, seconds: float, act: Work, pool: str = "default") -> None:
        self._scheduler.add_job(act, "interval", seconds=seconds, executor=pool, next_run_time=system_clock())


def start(app: Flask) -> Clockwork:
    """Does the application's jobs and tasks in background threads; ``stop`` it before the process ends."""
    clockwork = Clockwork(app)
    clockwork.start()
    return clockwork


def run_one(app: Flask, job: Job) -> tuple[str | None, str | None]:
    """Does one job in its own application context; returns its sentence and, if it failed, the kind of the failure."""
    with app.app_context():
        try:
            return job.run(now()), None
        except Exception as error:
            logger.exception("job %s failed", job.name)
            db.session.rollback()
            return None, type(error).__name__


def run_task(progress: Progress) -> None:
    """Makes one attempt at the task and keeps how it ended, in the running application context."""
    hold = progress.hold
    task = db.session.get_one(Task, hold.task_id)
    kind = task_kinds()[task.kind]
    try:
        with speaking(task.language):
            result = kind.run(task.input, progress, now())
        if actions.end_task(hold, TaskState.DONE, now(), result):
            db.session.commit()
        else:
            db.session.rollback()
    except LeaseLostError:
        db.session.rollback()
    except UserError as error:
        _fail(hold, str(error))
    except Exception as error:
        logger.exception("task of the kind %s failed", kind.name)
        db.session.rollback()
        if isinstance(error, OperationalError) and hold.attempt < MOST_ATTEMPTS:
            actions.hand_back(hold)
            db.session.commit()
        else:
            _fail(hold, None)


def _fail(hold: Hold, sentence: str | None) -> None:
    db.session.rollback()
    actions.end_task(hold, TaskState.FAILED, now(), failure=sentence)
    db.session.commit()
