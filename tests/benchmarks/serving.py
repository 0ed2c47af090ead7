"""Submissions, visits and pages per second: the product and its neighbour in turn, over 32 connections."""

import secrets
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask

from participation.extensions import db
from surveys import queries
from surveys.answering.attempts import issue
from surveys.answering.state import State
from surveys.rules import MOVE_AT_LEAST
from tests.benchmarks import sheet
from tests.benchmarks.calm import wait_until_calm
from tests.benchmarks.figures import Figure
from tests.benchmarks.load import CONNECTIONS, LoadError, Result, Target, load
from tests.benchmarks.programs import fetch, load_county_into, neighbour, open_survey, place, product, workplace
from tests.postgres import Cluster

ROUNDS = 3
SECONDS = 8
WARM_UP_SECONDS = 5
"""As long as the mover's beat: each measured second also moves the answers of a second into the database."""

MOST_PER_SECOND = 6_000
DRAINING_SECONDS = 120
PATH = f"/u/{sheet.POSTER}"
Runs = tuple[list[Result], list[Result]]


def measure(cluster: Cluster | None) -> Iterator[Figure]:
    """Figures of serving, over PostgreSQL on the cluster or over SQLite without one."""
    database = "SQLite" if cluster is None else "PostgreSQL"
    with workplace() as folder, both_running(folder, cluster) as bench:
        submit = bench.rounds("submit")
        yield ratio(f"surveys: full submission, {database}", "submissions/s", submit, ">= 1.0")
        slowest = statistics.median(run.p99_ms for run in submit[0])
        yield Figure(f"surveys: full submission p99, {database}", slowest, "ms", "< 75")
        yield ratio(f"surveys: whole visit, {database}", "visits/s", bench.rounds("visit"), ">= 0.9", 2)
        yield ratio(f"surveys: survey page, {database}", "pages/s", bench.rounds("page"), ">= 0.8")


def ratio(name: str, unit: str, results: Runs, goal: str, each: int = 1) -> Figure:
    """Product against neighbour by the medians of their runs; `each` requests make one of the unit."""
    value, baseline = (statistics.median(run.per_second for run in runs) / each for runs in results)
    return Figure(name, value, unit, goal, baseline)


@contextmanager
def both_running(folder: Path, cluster: Cluster | None) -> Iterator["Bench"]:
    """The product with an open survey and its neighbour, up at the same time, loaded in turn."""
    ours, theirs = place(folder, cluster, "product"), place(folder, cluster, "bare")
    app, questions = ours.app(), sheet.definition(texts=2)
    load_county_into(app)
    with app.app_context():
        survey = open_survey(questions)
        public_id, version = survey.public_id, queries.current_version(survey).number
        db.engine.dispose()
    (folder / "body").write_text(sheet.body(questions), encoding="utf-8")
    with product(ours) as port:
        (folder / "page.gz").write_bytes(fetch(port, PATH))
        with neighbour(theirs, folder / "page.gz") as bare_port:
            targets = Target(port, PATH, PATH), Target(bare_port, "/page", "/answer")
            yield Bench(folder, app, public_id, version, *targets)


class Bench:
    """Loads both and looks whether everything acknowledged is there."""

    def __init__(
        self, folder: Path, app: Flask, public_id: str, version: int, product: Target, neighbour: Target
    ) -> None:
        self._folder, self._app, self._public_id, self._version = folder, app, public_id, version
        self._product, self._bare = product, neighbour
        self._state: State = app.extensions["surveys"]

    def rounds(self, mode: str) -> Runs:
        """Runs of the product and of its neighbour, back to back."""
        pairs = [(self._measured(mode), self._load(self._bare, mode)[1]) for _ in range(ROUNDS)]
        return [ours for ours, _ in pairs], [theirs for _, theirs in pairs]

    def _measured(self, mode: str) -> Result:
        """A run of the product until its answers are in the database; each that was acknowledged must be there once."""
        before = self._stored()
        runs = self._load(self._product, mode)
        self._drain()
        sent = sum(run.requests for run in runs) // {"submit": 1, "visit": 2, "page": 1}[mode]
        new, unseen = self._stored() - before, len(runs) * CONNECTIONS
        if mode != "page" and not sent - unseen <= new <= sent + unseen:
            raise LoadError(f"{sent} answers were acknowledged, {new} stored")
        return runs[1]

    def _load(self, target: Target, mode: str) -> tuple[Result, Result]:
        """The warm-up and the run right behind it."""
        wait_until_calm()
        return self._run(target, mode, WARM_UP_SECONDS), self._run(target, mode, SECONDS)

    def _run(self, target: Target, mode: str, seconds: int) -> Result:
        attempts = self._folder / "attempts"
        with attempts.open("w", encoding="ascii") as file:
            for _ in range(seconds * MOST_PER_SECOND if mode != "page" else 0):
                token = issue(self._state.attempt_key, self._public_id, self._version, False, secrets.token_bytes(16))
                file.write(f"{token}\n")
        return load(target, mode, self._folder / "body", attempts, seconds)

    def _drain(self) -> None:
        deadline = time.monotonic() + DRAINING_SECONDS
        while self._state.reader.pending(self._public_id) >= MOVE_AT_LEAST:
            if time.monotonic() > deadline:
                raise TimeoutError("the answers do not reach the database")
            time.sleep(0.5)

    def _stored(self) -> int:
        with self._app.app_context():
            survey = queries.survey_by_public_id(self._public_id)
            if survey is None:
                raise LookupError("the survey has gone")
            return queries.answer_count(survey) + self._state.reader.pending(self._public_id)
