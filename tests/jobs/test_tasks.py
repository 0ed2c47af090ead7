"""Long work: started at the desk, done in another process, found again."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from participation.errors import UserError
from participation.extensions import db
from participation.jobs import TaskKind, register_task, tidying
from participation.jobs.models import Task, TaskFile
from participation.jobs.progress import LeaseLostError, Progress, Said
from participation.jobs.rules import FILES_KEPT, LEASE, MOST_ATTEMPTS, MOST_FILE_BYTES, TASKS_KEPT, TaskState
from participation.jobs.running import MOST_TASKS, Runner
from participation.organisations.models import Instance
from participation.types import Json
from tests.conftest import MovableClock
from tests.factories import make_county
from tests.jobs.steps import LABEL, kind_of, nothing, tick, waiting

pytestmark = pytest.mark.usefixtures("jobs")  # so that a tick has nothing to do but tasks


def test_a_task_is_done_once_and_keeps_its_result(app: Flask) -> None:
    seen: list[Json] = []

    def run(task_input: Json, _progress: Progress, _now: datetime) -> Json:
        seen.append(task_input)
        return {"address": "/daten/"}

    task = waiting(kind_of(app, run))
    assert [tick(app), tick(app)] == [1, 0]
    assert (task.state, task.result, seen) == (TaskState.DONE, {"address": "/daten/"}, [{"pages": 3}])


def test_waiting_tasks_are_done_in_their_order_a_few_at_a_time(app: Flask, clock: MovableClock) -> None:
    kind = kind_of(app)
    tasks = [waiting(kind) for _ in range(5)]
    runner = Runner(app)
    taken = runner.look()
    assert len(taken) == MOST_TASKS
    assert runner.look() == [], "the others wait"
    db.session.expire_all()
    assert [task.state for task in tasks] == ["running"] * 2 + ["waiting"] * 3
    for work in taken:
        work()
    assert [tick(app), tick(app), tick(app)] == [2, 1, 0]


def test_the_last_step_and_the_result_are_one_transaction(app: Flask, clock: MovableClock) -> None:
    def run(_input: Json, _progress: Progress, _now: datetime) -> Json:
        db.session.add(Instance(id=7, name="gedruckt"))
        return {}

    waiting(kind_of(app, run))
    slow, quick = Runner(app), Runner(app)
    (late,) = slow.look()
    clock.move(LEASE)
    (early,) = quick.look()
    late()
    db.session.rollback()
    assert db.session.get(Instance, 7) is None, "whoever lost the lease leaves nothing behind"
    early()
    db.session.rollback()
    assert db.session.get(Instance, 7) is not None


def test_what_the_user_can_mend_is_said_in_her_sentence(app: Flask) -> None:
    def run(_input: Json, _progress: Progress, _now: datetime) -> Json:
        db.session.add(Instance(id=7, name="halb"))
        raise UserError("Der Umfrage fehlt ein Aushang.")

    task = waiting(kind_of(app, run))
    tick(app)
    assert (task.state, task.failure) == (TaskState.FAILED, "Der Umfrage fehlt ein Aushang.")
    assert db.session.get(Instance, 7) is None


def test_our_own_failure_is_kept_without_what_it_was_about(app: Flask) -> None:
    def run(_input: Json, _progress: Progress, _now: datetime) -> Json:
        raise ValueError("Ottokar aus Herten")

    task = waiting(kind_of(app, run))
    tick(app)
    assert (task.state, task.failure, task.result) == (TaskState.FAILED, None, {})


def test_a_busy_database_is_tried_again_and_not_for_ever(app: Flask) -> None:
    attempts: list[int] = []

    def run(_input: Json, progress: Progress, _now: datetime) -> Json:
        attempts.append(progress.hold.attempt)
        raise OperationalError("UPDATE", {}, Exception("database is locked"))

    task = waiting(kind_of(app, run))
    while tick(app):
        pass
    assert attempts == list(range(1, MOST_ATTEMPTS + 1))
    assert task.state == TaskState.FAILED


def test_a_task_that_takes_its_process_with_it_is_given_up(app: Flask, clock: MovableClock) -> None:
    task = waiting(kind_of(app))
    for _ in range(MOST_ATTEMPTS):
        assert len(Runner(app).look()) == 1, "taken, and never done"
        assert Runner(app).look() == [], "held"
        clock.move(LEASE)
    assert tick(app) == 0
    assert (task.state, task.attempts) == (TaskState.FAILED, MOST_ATTEMPTS)


def test_progress_is_written_beside_the_task_and_only_when_it_moved(app: Flask, statements: list[str]) -> None:
    task, told = waiting(kind_of(app)), Said(3, 10, "Seite 3 wird gesetzt.")
    runner = Runner(app)
    runner.look()
    runner.pulse()
    (progress,) = runner.tasks.values()
    progress.report(told.done, told.total, told.sentence)
    statements.clear()
    for _ in range(3):
        runner.pulse()
    assert [statement.split()[0] for statement in statements] == ["UPDATE"]
    db.session.rollback()
    assert (task.done, task.total, task.sentence) == (3, 10, told.sentence)


def test_a_task_that_was_taken_over_stops(app: Flask, clock: MovableClock) -> None:
    task = waiting(kind_of(app))
    slow = Runner(app)
    slow.look()
    clock.move(LEASE)
    quick = Runner(app)
    quick.look()
    (progress,) = slow.tasks.values()
    progress.report(1, 2)
    slow.pulse()
    with pytest.raises(LeaseLostError):
        progress.report(2, 2)
    db.session.rollback()
    assert (task.holder, task.done) == (quick.holder, 0)


def test_a_process_that_stops_hands_its_tasks_back(app: Flask) -> None:
    task = waiting(kind_of(app))
    stopping = Runner(app)
    stopping.look()
    stopping.release()
    assert tick(app) == 1
    assert task.state == TaskState.DONE


def test_a_file_is_kept_for_a_week_and_the_task_for_a_month(app: Flask, clock: MovableClock) -> None:
    def run(_input: Json, progress: Progress, _now: datetime) -> Json:
        progress.attach("alt.pdf", "application/pdf", b"old")
        progress.attach("briefe.pdf", "application/pdf", b"%PDF")
        return {}

    task = waiting(kind_of(app, run))
    tick(app)
    assert task.file is not None
    assert (task.file.name, task.file.content) == ("briefe.pdf", b"%PDF")
    clock.move(FILES_KEPT - timedelta(seconds=1))
    assert tidying.delete_old(clock.moment) == 0
    clock.move(timedelta(seconds=1))
    assert tidying.delete_old(clock.moment) == 1
    db.session.expire_all()
    assert (task.file.content, task.file.deleted_at) == (None, clock.moment)
    clock.move(TASKS_KEPT)
    tidying.delete_old(clock.moment)
    db.session.expire_all()
    assert (db.session.query(Task).count(), db.session.query(TaskFile).count()) == (0, 0)


def test_a_file_that_is_too_large_fails_the_task_with_a_sentence(app: Flask) -> None:
    def run(_input: Json, progress: Progress, _now: datetime) -> Json:
        progress.attach("gross.bin", "application/octet-stream", b"x" * (MOST_FILE_BYTES + 1))
        return {}

    task = waiting(kind_of(app, run))
    tick(app)
    assert "10 MB" in (task.failure or "")
    assert db.session.query(TaskFile).count() == 0


def test_two_kinds_cannot_have_one_name(app: Flask) -> None:
    kind = kind_of(app)
    with pytest.raises(ValueError, match=kind.name):
        register_task(app, TaskKind(kind.name, LABEL, nothing))


def test_a_task_of_a_feature_that_is_gone_waits(app: Flask) -> None:
    task = waiting(kind_of(app), organisation_id=make_county().id)
    del app.extensions["task_kinds"]["test"]
    assert tick(app) == 0
    assert task.state == TaskState.WAITING
