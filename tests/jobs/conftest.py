"""Registers that tests may add to; what they add is gone afterwards."""

from collections.abc import Iterator

import pytest
from flask import Flask

from participation.jobs import Job


@pytest.fixture
def jobs(app: Flask) -> Iterator[list[Job]]:
    """The application's jobs, none at the beginning."""
    before = list(app.extensions["jobs"])
    app.extensions["jobs"].clear()
    yield app.extensions["jobs"]
    app.extensions["jobs"][:] = before


@pytest.fixture(autouse=True)
def _kinds(app: Flask) -> Iterator[None]:
    """Kinds of tasks are as before when the test is over."""
    before = dict(app.extensions["task_kinds"])
    yield
    app.extensions["task_kinds"].clear()
    app.extensions["task_kinds"].update(before)
