"""Summarising many answers: their counts by the table plan and one draw of all noise, in a process of its own.

Run as a program: ``python -m tests.benchmarks.summarising PUBLIC_ID`` with the product's environment; prints the
seconds and the peak of memory.
"""

import json
import os
import resource
import secrets
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from uuid import UUID

from flask import Flask
from sqlalchemy import insert

from participation import create_app
from participation.disclosure.noise import two_sided_geometric
from participation.disclosure.release import draw
from participation.extensions import db
from surveys.models import Answer
from surveys.summaries import SurveySource
from tests.benchmarks import sheet
from tests.benchmarks.calm import wait_until_calm
from tests.benchmarks.figures import Figure
from tests.benchmarks.programs import Place, load_county_into, open_survey, place, workplace
from tests.postgres import ROOT, Cluster

FEW, MANY = 10_000, 100_000
RUNS = 3
ROWS_AT_A_TIME = 5_000


def measure(cluster: Cluster | None) -> Iterator[Figure]:
    """Figures of summarising, from PostgreSQL on the cluster or from SQLite without one."""
    database = "SQLite" if cluster is None else "PostgreSQL"
    with workplace() as folder:
        took = {}
        for count in (FEW, MANY):
            where = place(folder, cluster, f"answers{count}")
            public_id = fill(where.app(), count)
            took[count] = [summarised(where, public_id) for _ in range(RUNS)]
    seconds = {count: statistics.median(run["seconds"] for run in runs) for count, runs in took.items()}
    name = f"surveys: summarising 100,000 answers x 18 questions, {database}"
    yield Figure(name, seconds[MANY], "s", "< 10")
    yield Figure(f"{name}, memory", max(run["megabytes"] for run in took[MANY]), "MB", "< 300")
    each = {count: seconds[count] / count * 1e6 for count in (FEW, MANY)}
    yield Figure(f"{name}, one answer beside one of 10,000", each[MANY], "µs", "<= 1.25", each[FEW])


def fill(app: Flask, count: int) -> str:
    """A survey with so many answers; gives its public id."""
    load_county_into(app)
    questions = sheet.definition(texts=0)
    with app.app_context():
        survey = open_survey(questions)
        rows = []
        for payload in sheet.payloads(questions, count):
            stored = json.dumps(payload, sort_keys=True, separators=(",", ":"))
            key = UUID(bytes=secrets.token_bytes(16), version=4)
            rows.append({"id": key, "survey_id": survey.id, "version": 1, "payload": stored})
            if len(rows) == ROWS_AT_A_TIME:
                db.session.connection().execute(insert(Answer), rows)
                rows = []
        db.session.commit()
        public_id: str = survey.public_id
        db.engine.dispose()
    return public_id


def summarised(where: Place, public_id: str) -> dict[str, float]:
    """Seconds and megabytes of summarising once, in a new process."""
    wait_until_calm()
    command = [sys.executable, "-m", "tests.benchmarks.summarising", public_id]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **where.environment}, capture_output=True, text=True, check=True
    )
    told: dict[str, float] = json.loads(done.stdout)
    return told


def summarise(public_id: str) -> None:
    """Count, draw, and say what it took."""
    with create_app().app_context():
        source = SurveySource()
        began = time.perf_counter()
        drawn = draw(source.plan(public_id), source.aggregate(public_id), two_sided_geometric)
        seconds = time.perf_counter() - began
        if len(drawn.questions) != len(sheet.definition(texts=0)["table_plan"]):
            raise RuntimeError("not every question was drawn")
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # in kilobytes on Linux
    print(json.dumps({"seconds": seconds, "megabytes": kilobytes / 1000}))


if __name__ == "__main__":
    summarise(sys.argv[1])
