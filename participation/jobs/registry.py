"""The application's own lists of jobs and of kinds of tasks."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Flask, current_app
from flask_babel.speaklater import LazyString

from participation.jobs.progress import Progress
from participation.permissions import Permission
from participation.types import Json


@dataclass(frozen=True)
class Job:
    """A named piece of work by the clock; ``run`` gets the present moment, may be repeated safely, commits its steps.

    ``run`` may return one sentence for the page of jobs (never anything about people). ``label``: what the page calls
    it. It runs once at a time among all processes, by a lease in the database; with ``per_node`` in each process that
    does jobs, because what it works on lies there.
    """

    name: str
    every_seconds: int
    run: Callable[[datetime], str | None]
    label: LazyString | str = ""
    per_node: bool = False

    @property
    def key(self) -> str:
        """Its name in addresses."""
        return re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-")

    @property
    def every(self) -> timedelta:
        """The time from one start to the next."""
        return timedelta(seconds=self.every_seconds)


@dataclass(frozen=True)
class TaskKind:
    """A kind of long work that people start at the desk: what it is called, how it is done, who may see it.

    ``run(task_input, progress, now)`` commits its own steps and may be repeated safely. What it leaves uncommitted
    is committed together with its result, so work of one step happens exactly once. It returns what is kept as the
    result; ``address`` turns that into the path of what was made, or None.
    """

    name: str
    label: LazyString
    run: Callable[[Json, Progress, datetime], Json]
    permission: Permission = Permission.SEE_DESK
    address: Callable[[Json], str | None] = lambda _result: None


def init_registry(app: Flask) -> None:
    """Gives the application its own lists."""
    app.extensions["jobs"] = []
    app.extensions["task_kinds"] = {}


def add_job(app: Flask, job: Job) -> None:
    """Adds a job to the application."""
    app.extensions["jobs"].append(job)


def register_task(app: Flask, kind: TaskKind) -> None:
    """Adds a kind of task. Raises ValueError when its name is taken."""
    kinds: dict[str, TaskKind] = app.extensions["task_kinds"]
    if kind.name in kinds:
        raise ValueError(f"there are two kinds of tasks called {kind.name}")
    kinds[kind.name] = kind


def all_jobs() -> list[Job]:
    """All jobs of the running application."""
    found: list[Job] = current_app.extensions["jobs"]
    return found


def task_kinds() -> dict[str, TaskKind]:
    """All kinds of tasks of the running application, by name."""
    found: dict[str, TaskKind] = current_app.extensions["task_kinds"]
    return found
