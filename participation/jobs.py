"""Work that runs by the clock. Parts and features register jobs; ``serve`` and ``worker`` tick them."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from apscheduler.schedulers.background import BackgroundScheduler
from flask import Flask

from participation.clock import now, system_clock
from participation.extensions import db

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """A named piece of work; ``run`` gets the present moment, may be repeated safely, and commits its own steps."""

    name: str
    every_seconds: int
    run: Callable[[datetime], None]


def init_app(app: Flask) -> None:
    """Gives the application its own list of jobs."""
    app.extensions["jobs"] = []


def add_job(app: Flask, job: Job) -> None:
    """Adds a job to the application."""
    app.extensions["jobs"].append(job)


def start(app: Flask) -> BackgroundScheduler:
    """Ticks all jobs in background threads until the process ends."""
    scheduler = BackgroundScheduler(timezone="UTC")
    for job in app.extensions["jobs"]:
        scheduler.add_job(
            run_one,
            "interval",
            [app, job],
            seconds=job.every_seconds,
            max_instances=1,
            coalesce=True,
            next_run_time=system_clock(),
        )
    scheduler.start()
    return scheduler


def run_one(app: Flask, job: Job) -> None:
    """Runs one job in its own application context; a failure is logged and the job is tried again at its next turn."""
    with app.app_context():
        try:
            job.run(now())
        except Exception:
            logger.exception("job %s failed", job.name)
            db.session.rollback()
