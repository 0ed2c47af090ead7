"""What can be found, byte by byte, in everything that a server leaves behind: database, logs, spool, backups?"""

import secrets
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from participation.clock import now
from participation.extensions import db
from surveys.answering.trial import trial_path
from surveys.collecting import retention
from tests.faults.people import FORM, ask
from tests.faults.serving import Server, Site
from tests.postgres import programs
from tests.surveys.steps import answered, attempt_in, imported, moved, sheet, telling

PEOPLE = 40
MOVED_SECONDS = 60.0
LOUD = """
import logging
logging.basicConfig(level=logging.DEBUG)
for name in ("sqlalchemy.engine", "sqlalchemy.pool", "granian", "_granian", "apscheduler", "werkzeug", "psycopg"):
    logging.getLogger(name).setLevel(logging.DEBUG)
"""


@dataclass
class Traces:
    """What people brought along, each unlike anything else in the world."""

    mark: str = field(default_factory=lambda: secrets.token_hex(8))
    attempts: list[str] = field(default_factory=list)
    keys: set[bytes] = field(default_factory=set)

    def address(self, number: int) -> str:
        """An IPv6 address."""
        return f"2001:db8:{self.mark[:4]}:{self.mark[4:8]}:{self.mark[8:12]}::{number + 1:x}"

    def headers(self, number: int) -> dict[str, str]:
        """A telling browser behind a proxy."""
        return {
            **FORM,
            "X-Forwarded-For": self.address(number),
            "User-Agent": f"agent-{self.mark}-{number}",
            "Referer": f"https://example.org/referer-{self.mark}",
            "Cookie": f"device=cookie-{self.mark}-{number}",
            "Accept-Language": "tr",
        }

    def words(self, number: int) -> str:
        """A free text."""
        return f"words-{self.mark}-{number}"

    @property
    def of_people(self) -> list[bytes]:
        """Whatever tells a person: nowhere, at no time."""
        addresses = f"2001:db8:{self.mark[:4]}:{self.mark[4:8]}"
        names = [addresses, *(f"{name}-{self.mark}" for name in ("agent", "referer", "cookie"))]
        return [name.encode() for name in [*names, *(attempt[:30] for attempt in self.attempts)]]

    @property
    def of_texts(self) -> list[bytes]:
        """Whatever was written."""
        return [f"words-{self.mark}".encode()]


def files(*folders: Path) -> Iterator[Path]:
    """Every file below these folders."""
    for folder in folders:
        yield from (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def hits(needles: list[bytes], places: list[Path]) -> list[str]:
    """Which of the needles lie in which files."""
    hits_ = []
    for path in places:
        content = bytes_of(path)
        hits_ += [f"{needle.decode(errors='replace')} in {path}" for needle in needles if needle in content]
    return hits_


def bytes_of(path: Path) -> bytes:
    """What a file holds; nothing when it has just gone.

    SQLite's files are read by another program: its connections of this process would lose their locks otherwise.
    """
    if ".sqlite3" in path.name:
        return subprocess.run(["cat", str(path)], capture_output=True, check=False).stdout
    return path.read_bytes() if path.exists() else b""


def database_files(site: Site) -> list[Path]:
    """The files of the database, with everything written out; PostgreSQL's without its write-ahead log."""
    if site.url.startswith("sqlite"):
        return [path for path in files(site.folder) if ".sqlite3" in path.name]
    with site.app.app_context(), db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("CHECKPOINT"))
        folder = Path(str(connection.execute(text("SHOW data_directory")).scalar_one()))
        number = connection.execute(text("SELECT oid FROM pg_database WHERE datname = current_database()"))
        return [*files(folder / "base" / str(number.scalar_one())), *files(folder / "global", folder / "pg_xact")]


def write_ahead_log(site: Site) -> list[Path]:
    """PostgreSQL's write-ahead log and what its server says; SQLite's log is among the files of its database."""
    if site.url.startswith("sqlite"):
        return []
    with site.app.app_context(), db.engine.connect() as connection:
        folder = Path(str(connection.execute(text("SHOW data_directory")).scalar_one()))
        return [*files(folder / "pg_wal"), *folder.parent.glob("*.log")]


def backup(site: Site, folder: Path) -> list[Path]:
    """A backup as docs/operating.md tells operators to make it."""
    folder.mkdir()
    address = make_url(site.url)
    if address.get_backend_name() == "sqlite":
        source, copy = sqlite3.connect(str(address.database)), sqlite3.connect(folder / "copy.sqlite3")
        with closing(source), closing(copy):
            source.backup(copy)
        shutil.copytree(site.folder, folder / "data", ignore=shutil.ignore_patterns("spool", "*.sqlite3*"))
    else:
        target = address.set(drivername="postgresql").render_as_string(hide_password=False)
        dump = [str(programs() / "pg_dump"), f"--file={folder / 'plain.sql'}", target]
        subprocess.run(dump, check=True)
    return list(files(folder))


def people_answer(site: Site, port: int, slug: str) -> Traces:
    """So many people answer, each recognisable by everything a browser sends."""
    traces, path = Traces(), f"/umfragen/{slug}/?from=query"
    for number in range(PEOPLE):
        headers = traces.headers(number)
        attempt = attempt_in(ask(port, path, headers).body.decode())
        traces.attempts.append(attempt)
        fields = {**sheet(number, traces.words(number)), "attempt": attempt, "aktion": "absenden"}
        assert ask(port, path, headers, urlencode(fields)).receipt
        traces.keys |= {key.read_bytes() for key in site.folder.glob("spool/*/*.key")}
        assert hits(traces.of_texts + traces.of_people, list(files(site.folder / "spool"))) == []
    return traces


def wait_until_moved(site: Site, slug: str) -> None:
    """Until the server's own mover has emptied the spool and removed its files."""
    deadline = time.monotonic() + MOVED_SECONDS
    while site.spooled(slug) or any(files(site.folder / "spool")):
        assert time.monotonic() < deadline, "nobody moves the answers"
        time.sleep(0.1)


@pytest.fixture
def loud(site: Site) -> Iterator[Site]:
    """The site, whose servers log whatever any of their parts is willing to say."""
    folder = site.folder / "loud"
    folder.mkdir(exist_ok=True)
    (folder / "sitecustomize.py").write_text(LOUD)
    site.surroundings["PYTHONPATH"] = str(folder)
    yield site
    del site.surroundings["PYTHONPATH"]


@pytest.mark.attack
def test_nothing_of_people_is_left_behind(loud: Site, tmp_path: Path) -> None:
    site, slug = loud, "spuren"
    site.open_survey(slug)
    with Server(site) as server:
        traces = people_answer(site, server.port, slug)
        wait_until_moved(site, slug)
    log = server.log.read_bytes()
    assert b"DEBUG" in log, "the log was as loud as can be"
    assert len(traces.keys) >= 1
    for moment in ("open", "settled"):
        if moment == "settled":
            site.finish(slug)
        backups = backup(site, tmp_path / moment)
        everything = [*files(site.folder), *write_ahead_log(site), *backups, *database_files(site)]
        assert hits(traces.of_people, everything) == []
        assert hits([key for key in traces.keys if any(key)], everything) == [], "keys are gone with their answers"
        assert hits(traces.of_texts, [server.log, *files(site.folder / "spool")]) == []
        assert hits(traces.of_texts, database_files(site)), "what may be found is found: the search works"
        assert hits(traces.of_texts, backups)
    assert list(files(site.folder / "spool")) == []


@pytest.mark.attack
def test_deleted_texts_are_gone_from_the_files(site: Site) -> None:
    traces, slug = Traces(), "geloescht"
    path = site.open_survey(slug)
    with site.app.app_context():
        for number in range(PEOPLE):
            answered(site.app.test_client(), path, sheet(number, traces.words(number)))
    site.finish(slug)
    assert hits(traces.of_texts, database_files(site))
    with site.app.app_context():
        later = now() + timedelta(days=400)
        assert retention.delete_answers_due(later) > 0
        assert retention.delete_texts_due(later) > 0
    assert hits(traces.of_texts, [*database_files(site), *files(site.folder)]) == []


@pytest.mark.attack
def test_postgresqls_log_forgets_when_it_is_turned_over(site: Site) -> None:
    """Until then it holds texts batch by batch: docs/operating.md says so and how to turn it over."""
    traces, slug = Traces(), "umgewaelzt"
    path = site.open_survey(slug)
    with site.app.app_context():
        for number in range(PEOPLE):
            answered(site.app.test_client(), path, sheet(number, traces.words(number)))
        moved()
    site.finish(slug)
    assert bool(hits(traces.of_texts, write_ahead_log(site))) == site.url.startswith("postgresql")
    turn_over(site)
    assert hits(traces.of_texts, write_ahead_log(site)) == []


def turn_over(site: Site) -> None:
    """Writes every segment of PostgreSQL's write-ahead log anew; SQLite's is emptied with every batch."""
    if site.url.startswith("sqlite"):
        return
    segments = [path for path in write_ahead_log(site) if path.parent.name == "pg_wal"]
    with site.app.app_context(), db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for _ in range(2 * len(segments) + 8):  # there may be more of them meanwhile
            for statement in ("SELECT txid_current()", "SELECT pg_switch_wal()", "CHECKPOINT"):
                connection.execute(text(statement))


@pytest.mark.attack
def test_a_rehearsal_is_gone_from_the_files_when_the_survey_opens(site: Site) -> None:
    traces, slug = Traces(), "probe"
    with site.app.app_context():
        survey = imported(telling(slug))
        for number in range(PEOPLE):
            answered(site.app.test_client(), trial_path(survey), sheet(number, traces.words(number)))
        moved()
    assert hits(traces.of_texts, database_files(site))
    with site.app.app_context():
        result = site.app.test_cli_runner().invoke(args=["survey", "open", slug])
        assert result.exit_code == 0, result.output
        db.session.remove()
    assert hits(traces.of_texts, [*database_files(site), *files(site.folder)]) == []


@pytest.mark.attack
def test_control_a_table_of_visits_and_careless_deletion_are_found(site: Site, tmp_path: Path) -> None:
    traces = Traces(attempts=[secrets.token_urlsafe(36)])
    rows = [{"visit": f"{traces.address(number)} {traces.headers(number)['User-Agent']}"} for number in range(PEOPLE)]
    with site.app.app_context():
        try:
            with db.engine.begin() as connection:
                connection.execute(text("CREATE TABLE seen (visit TEXT)"))
                connection.execute(text("INSERT INTO seen VALUES (:visit)"), rows)
            assert len(hits(traces.of_people, database_files(site))) >= 2
            assert len(hits(traces.of_people, backup(site, tmp_path / "backup"))) >= 2
            with db.engine.connect() as connection:
                if db.engine.dialect.name == "sqlite":
                    connection.exec_driver_sql("PRAGMA secure_delete=OFF")
                connection.execute(text("DELETE FROM seen"))
                connection.commit()
            assert len(hits(traces.of_people, database_files(site))) >= 2, "deleted and still there"
        finally:
            with db.engine.begin() as connection:
                connection.execute(text("DROP TABLE seen"))
            db.engine.dispose()
