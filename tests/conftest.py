"""What nearly every test stands on: the application on both databases, a clock, a visitor who checks each page."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import event, text

from participation import create_app
from participation.config import read_settings
from participation.database import upgrade
from participation.extensions import db
from participation.organisations.models import Organisation
from participation.permissions import Role
from tests import factories
from tests.mail_server import mail_server as mail_server
from tests.mail_server import plain_mail_server as plain_mail_server
from tests.postgres import postgres_cluster
from tests.visiting import Visitor

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
QUIET = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip
settings.register_profile("patient", deadline=None)  # a busy machine pauses for longer than any example takes
settings.load_profile("patient")
START = datetime(2026, 6, 26, 8, 0, tzinfo=UTC)
"""A Friday in June: Digitaltag."""


class MovableClock:
    """A clock that stands still until a test moves it."""

    def __init__(self) -> None:
        self.moment = START

    def __call__(self) -> datetime:
        return self.moment

    def move(self, distance: timedelta) -> None:
        """Lets that much time pass."""
        self.moment += distance


@pytest.fixture(scope="session")
def run_directory(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """One folder for the whole run, shared by its workers."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database_url(
    request: pytest.FixtureRequest, run_directory: Path, worker_id: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """An address of an empty, migrated database: first SQLite, then PostgreSQL."""
    folder = tmp_path_factory.mktemp("database")
    if request.param == "sqlite":
        url = f"sqlite:///{folder / 'test.sqlite3'}"
        migrate(url, folder)
        yield url
        return
    cluster = postgres_cluster(run_directory)
    yield cluster.database_url(worker_id, lambda url: migrate(url, folder))
    cluster.leave()


def migrate(url: str, folder: Path) -> None:
    """Brings the database to the newest schema, leaving no connection open."""
    app = make_app(url, folder, MovableClock())
    with app.app_context():
        upgrade()
        db.engine.dispose()


def make_app(url: str, folder: Path, clock: Callable[[], datetime]) -> Flask:
    """An application as an operator would start it, with its own folders."""
    settings = read_settings(
        {
            "PARTICIPATION_DATA_DIR": str(folder),
            "PARTICIPATION_DATABASE_URL": url,
            "PARTICIPATION_SECRET_KEY": "a secret of the tests only",
            "PARTICIPATION_BASE_URL": "http://localhost:8000",
        }
    )
    app = create_app(settings, clock)
    app.config["TESTING"] = True
    return app


@pytest.fixture(scope="session")
def running(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Flask, MovableClock]]:
    """The application of this worker and database; tests use ``app`` instead."""
    clock = MovableClock()
    app = make_app(database_url, tmp_path_factory.mktemp("data"), clock)
    yield app, clock
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def clock(running: tuple[Flask, MovableClock]) -> MovableClock:
    """The application's clock."""
    return running[1]


@pytest.fixture
def app(running: tuple[Flask, MovableClock]) -> Iterator[Flask]:
    """The application with its context pushed, empty tables and an empty spool; everything is swept afterwards."""
    app, clock = running
    clock.moment = START
    with app.app_context():
        yield app
        db.session.remove()
        sweep()
        for forget in app.extensions["forget"]:
            forget()
        shutil.rmtree(app.extensions["settings"].spool_dir, ignore_errors=True)


def sweep() -> None:
    """Empties every table but the schema's version."""
    tables = list(db.metadata.tables)
    db.engine.dispose()  # a connection from before a VACUUM may not know the tables any more
    with db.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE"))
            return
        connection.execute(text("BEGIN"))  # or opening the search's index would end the next line's effect
        connection.execute(text("PRAGMA defer_foreign_keys=ON"))
        for table in tables:
            connection.execute(text(f"DELETE FROM {table}"))


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Somebody without an account."""
    return Visitor(app)


@pytest.fixture
def sign_in(app: Flask) -> Callable[..., Visitor]:
    """``sign_in(Role.EDITOR, organisation)`` gives a visitor signed in with that role (default: for the county)."""

    def as_role(role: Role, organisation: Organisation | None = None) -> Visitor:
        account = factories.make_account(role, organisation)
        visitor = Visitor(app)
        visitor.sign_in(account)
        return visitor

    return as_role


@pytest.fixture
def statements(app: Flask) -> Iterator[list[str]]:
    """Every SQL statement sent while the test runs, to count them."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield sent
    event.remove(db.engine, "before_cursor_execute", note)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, once per worker; each test gets a fresh profile in it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()
