"""Real processes: several at one job, several at a heap of tasks, and `kill -9` at the worst moments of each."""

import multiprocessing
import os
import signal
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event

from participation.clock import system_clock
from participation.extensions import db
from participation.jobs import Job
from participation.jobs.models import Task
from participation.jobs.progress import Progress
from participation.jobs.rules import LEASE, TaskState
from participation.jobs.running import Runner
from participation.organisations.models import Instance
from participation.types import Json
from tests.conftest import MovableClock
from tests.jobs.steps import kind_of, record_of, tick, waiting

PROCESSES = 3
TASKS = 12
RUNS = 10


class Diary:
    """A file to which processes add lines, each whole and at once on the disk."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.touch()

    def add(self, line: str) -> None:
        """One more line."""
        file = os.open(self.path, os.O_WRONLY | os.O_APPEND)
        os.write(file, f"{line}\n".encode())
        os.fsync(file)
        os.close(file)

    @property
    def lines(self) -> list[str]:
        """All of them, in their order."""
        return self.path.read_text(encoding="utf-8").splitlines()


@pytest.fixture
def diary(tmp_path: Path) -> Diary:
    """An empty one."""
    return Diary(tmp_path / "diary")


def in_processes(app: Flask, work: Callable[[], object], number: int = 1) -> list[int | None]:
    """Does the same work in so many processes at once; gives how each of them ended."""
    db.session.remove()

    def run() -> None:
        with app.app_context():
            db.engine.dispose(close=False)  # connections belong to the process that opened them
            work()
            db.session.remove()

    processes = [multiprocessing.get_context("fork").Process(target=run) for _ in range(number)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return [process.exitcode for process in processes]


def die(*_: object) -> None:
    """The end, without a chance to tidy up."""
    os.kill(os.getpid(), signal.SIGKILL)


def test_processes_are_never_at_the_same_job(app: Flask, jobs: list[Job], diary: Diary) -> None:
    def work(_now: datetime) -> None:
        diary.add("begun")
        diary.add("done")

    def some_runs() -> None:
        app.extensions["clock"] = system_clock
        runner, own = Runner(app), 0
        while own < RUNS:
            own += tick(app, runner)

    jobs.append(Job("test: always due", 0, work))
    assert in_processes(app, some_runs, PROCESSES) == [0] * PROCESSES
    assert diary.lines == ["begun", "done"] * (PROCESSES * RUNS)


def test_several_processes_share_a_heap_of_tasks(app: Flask, jobs: list[Job], diary: Diary) -> None:
    def run(_input: Json, progress: Progress, _now: datetime) -> Json:
        diary.add(str(progress.hold.task_id))
        return {}

    def all_of_them() -> None:
        while db.session.query(Task).filter(Task.state == TaskState.WAITING).count():
            tick(app)

    kind = kind_of(app, run)
    tasks = [waiting(kind).id for _ in range(TASKS)]
    assert in_processes(app, all_of_them, PROCESSES) == [0] * PROCESSES
    assert Counter(diary.lines) == Counter(map(str, tasks))
    assert {task.state for task in db.session.query(Task)} == {TaskState.DONE}


def test_a_job_killed_in_the_middle_is_done_again(
    app: Flask, jobs: list[Job], diary: Diary, clock: MovableClock
) -> None:
    def work(_now: datetime) -> str:
        diary.add("step")
        if len(diary.lines) == 1:
            die()
        return "Fertig."

    jobs.append(Job("test: dies once", 3_600, work))
    assert in_processes(app, lambda: tick(app)) == [-signal.SIGKILL]
    assert record_of(jobs[0]).holder is not None
    assert tick(app) == 0, "nobody knows yet"
    clock.move(LEASE)
    assert [tick(app), tick(app)] == [1, 0]
    record = record_of(jobs[0])
    assert (record.holder, record.result, len(diary.lines)) == (None, "Fertig.", 2)


@pytest.mark.parametrize("moment", ["in the middle", "before_commit", "after_commit"])
def test_a_task_killed_on_the_way_is_done_exactly_once(
    app: Flask, jobs: list[Job], diary: Diary, clock: MovableClock, moment: str
) -> None:
    def run(_input: Json, progress: Progress, _now: datetime) -> Json:
        diary.add("attempt")
        db.session.add(Instance(id=7, name="gedruckt"))
        db.session.flush()
        if moment == "in the middle" and progress.hold.attempt == 1:
            die()
        return {"pages": 3}

    def killed() -> None:
        (work,) = Runner(app).look()
        if moment != "in the middle":
            event.listen(db.session, moment, die)
        work()

    task = waiting(kind_of(app, run)).id
    assert in_processes(app, killed) == [-signal.SIGKILL]
    clock.move(LEASE)
    finished = moment == "after_commit"
    assert tick(app) == (0 if finished else 1)
    assert db.session.get_one(Task, task).state == TaskState.DONE
    assert db.session.query(Instance).count() == 1
    assert len(diary.lines) == (1 if finished else 2)
