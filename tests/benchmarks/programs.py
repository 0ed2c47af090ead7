"""The product and its neighbour as running programs, and the databases below them."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from psycopg import sql

from participation import create_app
from participation.clock import system_clock
from participation.config import read_settings
from participation.database import upgrade
from participation.demo import Stage
from participation.demo.county import load_county
from participation.extensions import db
from participation.organisations.queries import organisation_by_slug
from surveys import actions
from surveys.demo.load import load_surveys
from surveys.models import Survey
from tests.benchmarks.sheet import POSTER, Definition
from tests.postgres import ROOT, Cluster, connect, free_port

COUNTY = "kreis-recklinghausen"
STARTING_SECONDS = 60.0
PRODUCT = str(Path(sys.executable).with_name("participation"))


@dataclass(frozen=True)
class Place:
    """A folder and a database of its own in it or on the cluster."""

    folder: Path
    database: str

    @property
    def environment(self) -> dict[str, str]:
        """What tells the product to work here; the load comes from "behind a proxy" on this machine."""
        return {
            "PARTICIPATION_DATA_DIR": str(self.folder),
            "PARTICIPATION_DATABASE_URL": self.database,
            "PARTICIPATION_TRUSTED_PROXIES": "127.0.0.1",
        }

    def app(self) -> Flask:
        """The product's application in this process, with the same database and secret."""
        return create_app(read_settings(self.environment))


@contextmanager
def workplace() -> Iterator[Path]:
    """A temporary folder on a disk, not in memory; the database server may enter it."""
    with tempfile.TemporaryDirectory(prefix="participation-bench-", dir="/var/tmp") as name:  # temporary
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


def place(folder: Path, cluster: Cluster | None, name: str) -> Place:
    """An empty place called `name`: on the cluster, or on SQLite without one."""
    own = folder / name
    own.mkdir()
    if cluster is None:
        return Place(own, f"sqlite:///{own / 'data.sqlite3'}")
    with connect(cluster.port) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    return Place(own, cluster.url(name))


def load_county_into(app: Flask) -> None:
    """The tables and the example county."""
    with app.app_context():
        upgrade()
        load_county(system_clock())
        db.session.commit()
        db.engine.dispose()


def load_demo_into(app: Flask) -> None:
    """What `participation demo` loads: the example survey open, with answers."""
    load_county_into(app)
    with app.app_context():
        load_surveys(Stage.OPEN, system_clock())
        db.engine.dispose()


def open_survey(definition: Definition) -> Survey:
    """Import the survey into the current application for the county, open it and put up its poster."""
    owner = organisation_by_slug(COUNTY)
    if owner is None:
        raise LookupError("the example county is not loaded")
    survey = actions.import_survey(json.dumps(definition).encode(), owner, None, system_clock())
    actions.open_survey(survey, None, system_clock())
    actions.create_poster(survey, "Messung", None, None, system_clock(), POSTER)
    db.session.commit()
    return survey


@contextmanager
def product(where: Place, path: str = f"/u/{POSTER}") -> Iterator[int]:
    """`participation serve` over this place, jobs included, until the block ends; gives its port."""
    port = free_port()
    with running([PRODUCT, "serve", "--port", str(port)], where.environment, where.folder / "product.log"):
        wait_for(port, path)
        yield port


@contextmanager
def neighbour(where: Place, page: Path) -> Iterator[int]:
    """The bare application over this place; gives its port."""
    port = free_port()
    environment = {"BARE_DATABASE": where.database, "BARE_PAGE": str(page)}
    with running([sys.executable, "-m", "tests.benchmarks.bare", str(port)], environment, where.folder / "bare.log"):
        wait_for(port, "/page")
        yield port


@contextmanager
def running(command: list[str], environment: dict[str, str], log: Path) -> Iterator[int]:
    """The program with everything it starts, until the block ends; gives the group of its processes."""
    with log.open("ab") as output:
        program = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **environment}, stdout=output, stderr=output, start_new_session=True
        )
    try:
        yield program.pid
    finally:
        program.terminate()
        try:
            program.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(program.pid, signal.SIGKILL)
            program.wait()


def wait_for(port: int, path: str) -> None:
    """Return at the first good answer to a GET; raises TimeoutError when there is none for a minute."""
    deadline = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < deadline:
        try:
            fetch(port, path)
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise TimeoutError(f"nothing answers on port {port}")


def fetch(port: int, path: str) -> bytes:
    """The body of a page as a phone gets it: gzipped where the server can."""
    address = f"http://127.0.0.1:{port}{path}"
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310  # our own server
        body: bytes = answer.read()
        return body
