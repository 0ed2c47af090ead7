"""A site of its own for the tests of a module, on each database."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from participation.clock import system_clock
from participation.extensions import db
from tests.conftest import MovableClock, make_app, migrate
from tests.factories import make_instance
from tests.faults.serving import Site
from tests.postgres import postgres_cluster


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def site(
    request: pytest.FixtureRequest, run_directory: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """A migrated database and a data folder for real servers, on SQLite, then on PostgreSQL."""
    folder = tmp_path_factory.mktemp("site")
    with database(request.param, run_directory, folder) as url:
        migrate(url, folder)
        clock = MovableClock()
        clock.moment = system_clock()
        app = make_app(url, folder, clock)
        with app.app_context():
            make_instance()
        yield Site(app, clock, url, folder)
        with app.app_context():
            db.engine.dispose()


@contextmanager
def database(kind: str, run_directory: Path, folder: Path) -> Iterator[str]:
    """The address of an empty database that nobody else uses."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'participation.sqlite3'}"
        return
    cluster = postgres_cluster(run_directory)
    yield cluster.create_database(f"site_{secrets.token_hex(6)}")
    cluster.leave()
