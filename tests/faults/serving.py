"""The real server in processes of its own, to be killed without warning, and a look into what it left behind."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from participation.extensions import db
from surveys import queries
from surveys.answering.state import state
from surveys.models import Answer, LedgerEntry, Survey
from surveys.rules import GRACE, SurveyStatus
from tests.conftest import MovableClock
from tests.postgres import free_port
from tests.surveys.steps import closed, opened, settled, telling

SECRET = "a secret of the tests only"
STARTING_SECONDS = 60.0
HOST = "127.0.0.1"


@dataclass
class Site:
    """A data folder and a database, with an application beside the server to prepare surveys and to look inside."""

    app: Flask
    clock: MovableClock
    url: str
    folder: Path
    settings: dict[str, str] = field(default_factory=dict)
    """Further settings of the servers that are started from now on, without their prefix."""
    surroundings: dict[str, str] = field(default_factory=dict)
    """Further variables of their environment."""

    def environment(self) -> dict[str, str]:
        """What the server's processes find in their environment."""
        ours = {
            "DATA_DIR": str(self.folder),
            "DATABASE_URL": self.url,
            "SECRET_KEY": SECRET,
            "TRUSTED_PROXIES": HOST,
            **self.settings,
        }
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PARTICIPATION_")}
        return kept | self.surroundings | {f"PARTICIPATION_{name}": value for name, value in ours.items()}

    def open_survey(self, slug: str) -> str:
        """A new open survey in which all people can answer differently; gives its path."""
        with self.app.app_context():
            opened(telling(slug))
        return f"/umfragen/{slug}/"

    def finish(self, slug: str) -> "Kept":
        """Closes the survey, lets a day pass, ends it; gives what the database then keeps of it. The server is down."""
        with self.app.app_context():
            survey = found(slug)
            if survey.status == SurveyStatus.OPEN:
                closed(survey)
            self.clock.move(GRACE + timedelta(minutes=5))
            settled(survey)
            assert state().reader.pending(survey.public_id) == 0
            return kept(survey)

    def spooled(self, slug: str) -> int:
        """How many answers wait in the spool, repeats included."""
        with self.app.app_context():
            return state().reader.pending(found(slug).public_id)


@dataclass(frozen=True)
class Kept:
    """Canonical closed answers with how often each is there, and how many attempts the ledger knows."""

    answers: Counter[str]
    attempts: int


def found(slug: str) -> Survey:
    """The survey of that name."""
    survey = queries.survey_by_slug(slug)
    assert survey is not None
    return survey


def kept(survey: Survey) -> Kept:
    """What the database keeps of a survey."""
    answers = db.session.scalars(select(Answer.payload).where(Answer.survey_id == survey.id))
    attempts = select(func.count()).select_from(LedgerEntry).where(LedgerEntry.survey_id == survey.id)
    return Kept(Counter(answers), db.session.scalar(attempts) or 0)


def canonical(payload: Mapping[str, object]) -> str:
    """A payload as the database keeps it."""
    return json.dumps(payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


class Server:
    """`participation serve` with workers and clockwork, all in one process group. Use it in a `with`."""

    def __init__(self, site: Site, workers: int = 2) -> None:
        self.port = free_port()
        self.log = site.folder / "server.log"
        self._command = [
            str(Path(sys.executable).with_name("participation")),
            *("serve", "--host", HOST, "--port", str(self.port), "--workers", str(workers)),
        ]
        self._environment = site.environment()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Server":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def start(self) -> None:
        """Starts it and waits until it answers."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command,
                env=self._environment,
                cwd=self.log.parent,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + STARTING_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            if self._answers():
                return
            time.sleep(0.05)
        self.kill()
        raise AssertionError(f"the server did not start:\n{self.log.read_text(errors='replace')[-3000:]}")

    def kill(self) -> None:
        """Ends all its processes at once, as `kill -9` does, and waits until none of them is left."""
        if self._process is None:
            return
        group = self._process.pid
        with suppress(ProcessLookupError):
            os.killpg(group, signal.SIGKILL)
        self._process.wait(timeout=STARTING_SECONDS)
        deadline = time.monotonic() + STARTING_SECONDS
        while alive(group):
            assert time.monotonic() < deadline, "processes of the server survived"
            time.sleep(0.01)
        self._process = None

    def _answers(self) -> bool:
        connection = HTTPConnection(HOST, self.port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()


def alive(group: int) -> bool:
    """Whether a process of that group still runs; those that only wait to be reaped do not count."""
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state_, _parent, its_group = status.read_text().rpartition(")")[2].split()[:3]
            if int(its_group) == group and state_ not in "ZX":
                return True
    return False
