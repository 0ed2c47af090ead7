"""A job runs once, whoever asks; a dead process's work is done again; idle processes write nothing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from flask import Flask

from participation.extensions import db
from participation.jobs import Job, actions
from participation.jobs.models import JobRecord
from participation.jobs.rules import LEASE, RENEW_EVERY, REPORT_EVERY
from participation.jobs.running import Runner
from tests.conftest import MovableClock
from tests.factories import make_account
from tests.jobs.steps import record_of, tick

HOUR = timedelta(hours=1)


class Counting:
    """A job that counts its runs and returns or raises what it is told to."""

    def __init__(self) -> None:
        self.runs: list[datetime] = []
        self.failing: Exception | None = None

    def __call__(self, now: datetime) -> str:
        self.runs.append(now)
        if self.failing is not None:
            raise self.failing
        return f"Zum {len(self.runs)}. Mal erledigt."


@pytest.fixture
def counting(jobs: list[Job]) -> Counting:
    """The work of the only job there is, hourly."""
    work = Counting()
    jobs.append(Job("test: count", 3_600, work))
    return work


@pytest.fixture
def job(counting: Counting, jobs: list[Job]) -> Job:
    """The only job."""
    assert counting.runs == []
    return jobs[0]


def test_a_job_runs_at_once_and_then_at_its_turn(app: Flask, counting: Counting, clock: MovableClock) -> None:
    assert [tick(app), tick(app)] == [1, 0]
    clock.move(HOUR - timedelta(seconds=1))
    assert tick(app) == 0
    clock.move(timedelta(seconds=1))
    assert tick(app) == 1
    assert len(counting.runs) == 2


def test_what_is_kept_of_a_run(app: Flask, counting: Counting, job: Job, clock: MovableClock) -> None:
    tick(app)
    record = record_of(job)
    assert record.result == "Zum 1. Mal erledigt."
    assert record.started_at == record.ended_at == clock.moment
    assert (record.holder, record.lease_until, record.failure) == (None, None, None)

    clock.move(HOUR)
    counting.failing = ValueError("Ottokar aus Herten")
    tick(app)
    record = record_of(job)
    assert (record.failure, record.failed_at) == ("ValueError", clock.moment)
    assert record.result == "Zum 1. Mal erledigt."


def test_of_many_processes_one_gets_the_lease(app: Flask, counting: Counting, job: Job, clock: MovableClock) -> None:
    actions.add_job_record(job.name)
    db.session.commit()
    together = Barrier(6)

    def look(_number: int) -> int:
        with app.app_context():
            together.wait(timeout=30)
            return tick(app)

    for _ in range(5):
        with ThreadPoolExecutor(6) as pool:
            assert sum(pool.map(look, range(6))) == 1
        clock.move(HOUR)
    assert len(counting.runs) == 5


def test_a_dead_process_keeps_its_work_until_its_lease_runs_out(
    app: Flask, counting: Counting, clock: MovableClock
) -> None:
    assert len(Runner(app).look()) == 1, "taken, and never done"
    clock.move(LEASE - timedelta(seconds=1))
    assert tick(app) == 0
    clock.move(timedelta(seconds=1))
    assert tick(app) == 1, "not only at its next turn"
    assert len(counting.runs) == 1


def test_a_process_that_lives_keeps_its_lease(app: Flask, counting: Counting, clock: MovableClock) -> None:
    living = Runner(app)
    (work,) = living.look()
    for _ in range(10):
        clock.move(RENEW_EVERY)
        living.pulse()
        assert tick(app) == 0
    work()
    assert len(counting.runs) == 1


def test_who_lost_the_lease_changes_nothing_any_more(app: Flask, job: Job, clock: MovableClock) -> None:
    slow, quick = Runner(app), Runner(app)
    (late,) = slow.look()
    clock.move(LEASE)
    (early,) = quick.look()
    late()
    assert record_of(job).holder == quick.holder
    early()
    assert record_of(job).ended_at == clock.moment


def test_a_process_that_stops_leaves_its_work_to_others(app: Flask, counting: Counting) -> None:
    stopping = Runner(app)
    stopping.look()
    stopping.release()
    assert tick(app) == 1
    assert len(counting.runs) == 1


def test_asked_for_by_hand_it_runs_at_the_next_tick(
    app: Flask, counting: Counting, job: Job, clock: MovableClock
) -> None:
    tick(app)
    actions.request_run(job, make_account(), clock.moment)
    db.session.commit()
    assert [tick(app), tick(app)] == [1, 0]
    assert len(counting.runs) == 2


def test_idle_processes_write_nothing(
    app: Flask, counting: Counting, clock: MovableClock, statements: list[str]
) -> None:
    runner = Runner(app)
    tick(app, runner)
    statements.clear()
    for _ in range(20):
        clock.move(timedelta(seconds=60))
        tick(app, runner)
        runner.pulse()
    assert counting.runs
    assert {statement.split()[0] for statement in statements} == {"SELECT"}
    assert len(statements) <= 40


def test_a_nodes_own_work_has_no_lease_and_reports_rarely(
    app: Flask, jobs: list[Job], clock: MovableClock, statements: list[str]
) -> None:
    work = Counting()
    own = Job("test: spool", 5, work, per_node=True)
    jobs.append(own)
    nodes = [Runner(app), Runner(app)]
    assert [tick(app, node) for node in nodes] == [0, 0]
    for node in nodes:
        node.run_node_job(own)
    record = record_of(own)
    assert (record.started_at, record.ended_at, record.result) == (clock.moment, None, None)
    statements.clear()
    clock.move(REPORT_EVERY - timedelta(seconds=1))
    nodes[0].run_node_job(own)
    assert statements == []

    work.failing = OSError("spool/xyz")
    nodes[0].run_node_job(own)
    assert record_of(own).failure == "OSError"
    assert len(work.runs) == 4


def test_two_processes_make_the_row_of_a_job_once(app: Flask) -> None:
    together = Barrier(4)

    def add(_number: int) -> None:
        with app.app_context():
            together.wait(timeout=30)
            actions.add_job_record("test: new")
            db.session.commit()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(add, range(4)))
    assert [record.name for record in db.session.query(JobRecord)] == ["test: new"]


def test_every_job_is_called_something_on_its_page(app: Flask) -> None:
    jobs: list[Job] = app.extensions["jobs"]
    assert [job.name for job in jobs if not job.label] == []
    assert len({job.key for job in jobs}) == len(jobs)
