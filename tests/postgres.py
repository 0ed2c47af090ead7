"""A PostgreSQL of our own for a test run: on a free port, in a temporary folder, gone with its last user.

``initdb`` refuses to run as root, so root starts it as the system user ``postgres``. The workers of one run share one
cluster. Each of them holds a shared lock on a file of the cluster's folder; a guardian process waits for the exclusive
lock, which it gets when all of them have ended, killed or not, and then stops the server and removes the folder. Should
the guardian itself be killed, the kernel tells the server to stop (``setpriv --pdeathsig``).
"""

import contextlib
import fcntl
import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Self

import psycopg
from psycopg import sql

SYSTEM_USER = "postgres"
ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = "participation_template"
STARTING_SECONDS = 60.0
INITIAL = ("--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync")
SETTINGS = ("listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200", "timezone=UTC")
FORGETFUL = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class PostgresError(Exception):
    """PostgreSQL is not installed or does not start; the message says which, with the server's own words."""


class Cluster:
    """A running server whose data lie in ``directory``. ``durable`` keeps fsync on, for measurements and kill tests."""

    def __init__(self, directory: Path, *, durable: bool = False) -> None:
        self.directory = directory
        self.durable = durable
        self.port = 0
        self._server: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def data(self) -> Path:
        """The server's data folder; ``pg_wal`` lies in it."""
        return self.directory / "data"

    def start(self) -> None:
        """Make the data folder when there is none, start the server and wait until it answers."""
        own(self.directory)
        if not self.data.exists():
            run(["initdb", "--pgdata", str(self.data), "--username", "postgres", "--auth", "trust", *INITIAL])
        self.port = self.port or free_port()
        settings = SETTINGS if self.durable else SETTINGS + FORGETFUL
        command = ["postgres", "-D", str(self.data), "-p", str(self.port), *(f"--{setting}" for setting in settings)]
        command = as_system_user(command, "--pdeathsig", "INT")
        with self.log.open("ab") as log:
            self._server = subprocess.Popen(
                command, cwd=self.directory, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        self._wait_until_ready()

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop the server and wait: SIGINT in good order, SIGQUIT at once, as after a power cut. The data stay."""
        if self._server is None:
            return
        self._server.send_signal(how)
        self._server.wait(timeout=STARTING_SECONDS)
        self._server = None

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.directory / "server.log"

    def url(self, database: str = "postgres") -> str:
        """The SQLAlchemy address of a database of this server."""
        return url(self.port, database)

    def _wait_until_ready(self) -> None:
        deadline = time.monotonic() + STARTING_SECONDS
        while time.monotonic() < deadline:
            if self._server is None or self._server.poll() is not None:
                break
            with contextlib.suppress(psycopg.OperationalError), connect(self.port):
                return
            time.sleep(0.05)
        raise PostgresError(f"PostgreSQL did not start:\n{tail(self.log)}")


class SharedCluster:
    """The cluster of a test run, seen from one of its processes."""

    def __init__(self, directory: Path, port: int, membership: IO[str]) -> None:
        self.directory = directory
        self.port = port
        self._membership = membership

    @property
    def data(self) -> Path:
        """The server's data folder; ``pg_wal`` lies in it."""
        return self.directory / "data"

    def url(self, database: str = "postgres") -> str:
        """The SQLAlchemy address of a database of this server."""
        return url(self.port, database)

    def database_url(self, worker: str, prepare: Callable[[str], None] | None = None) -> str:
        """The address of a fresh database for this worker ("gw0"), copied from a template.

        ``prepare`` is called with the template's address the first time any worker asks, to build the tables in it; it
        must leave no connection open.
        """
        with locked(self.directory / "template.lock"):
            built = self.directory / "template.built"
            if not built.exists():
                self.create_database(TEMPLATE)
                if prepare:
                    prepare(self.url(TEMPLATE))
                built.touch()
        return self.create_database(f"participation_{worker}", TEMPLATE)

    def create_database(self, name: str, template: str = "template0") -> str:
        """Make a database, in place of one of that name, as a copy of the template; gives its address."""
        with connect(self.port) as connection:
            new, old = sql.Identifier(name), sql.Identifier(template)
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(new))
            connection.execute("SELECT pg_advisory_lock(1)")  # two copies of one template at a time are refused
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(new, old))
        return self.url(name)

    def leave(self) -> None:
        """This process needs it no longer; the last one to leave ends it. Ending the process does the same."""
        self._membership.close()


def postgres_cluster(run_directory: Path) -> SharedCluster:
    """The cluster of the test run that owns this folder (the same for all its workers); the first to ask starts it."""
    run_directory.mkdir(parents=True, exist_ok=True)
    notice = run_directory / "postgres.json"
    with locked(run_directory / "postgres.lock"):
        if notice.exists():
            told = json.loads(notice.read_text(encoding="utf-8"))
            directory = Path(told["directory"])
            membership = join(directory)
            if membership:
                return SharedCluster(directory, told["port"], membership)
        directory = Path(tempfile.mkdtemp(prefix="participation-postgres-"))
        (directory / "members").touch()
        membership = join(directory)
        if membership is None:
            raise PostgresError(f"the new folder {directory} is in use already")
        port = start_guardian(directory)
        notice.write_text(json.dumps({"directory": str(directory), "port": port}), encoding="utf-8")
        return SharedCluster(directory, port, membership)


def join(directory: Path) -> IO[str] | None:
    """Become one of those for whom the cluster runs; None when it is ending or has ended."""
    try:
        members = (directory / "members").open(encoding="utf-8")
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(members, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        members.close()
        return None
    return members


def start_guardian(directory: Path) -> int:
    """Start the process that runs the server and ends it after the last member; gives the port."""
    with (directory / "guardian.log").open("wb") as log:
        guardian = subprocess.Popen(
            [sys.executable, "-m", "tests.postgres", str(directory)],
            cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    deadline = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < deadline and guardian.poll() is None:
        if (directory / "port").exists():
            guardian.returncode = 0  # it outlives us on purpose, so nobody is to wait for it
            return int((directory / "port").read_text(encoding="ascii"))
        time.sleep(0.05)
    raise PostgresError(f"PostgreSQL did not start:\n{tail(directory / 'guardian.log')}")


def guard(directory: Path) -> None:
    """Run the server until no member is left, then stop it and remove its folder."""
    with contextlib.ExitStack() as leaving:
        leaving.callback(shutil.rmtree, directory, ignore_errors=True)
        cluster = Cluster(directory)
        cluster.start()
        leaving.callback(cluster.stop, signal.SIGQUIT)
        unfinished = directory / "port.unfinished"
        unfinished.write_text(str(cluster.port), encoding="ascii")
        unfinished.rename(directory / "port")
        with (directory / "members").open(encoding="utf-8") as members:
            fcntl.flock(members, fcntl.LOCK_EX)


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Only one process at a time gets past here."""
    with path.open("w", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def connect(port: int) -> psycopg.Connection[tuple[object, ...]]:
    """A connection that commits each statement, for making and dropping databases."""
    address = f"host=127.0.0.1 port={port} user=postgres dbname=postgres connect_timeout=5"
    return psycopg.connect(address, autocommit=True)


def url(port: int, database: str) -> str:
    """The SQLAlchemy address of a database on this machine."""
    return f"postgresql+psycopg://postgres@127.0.0.1:{port}/{database}"


def free_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def tail(log: Path) -> str:
    """The end of what was logged."""
    return log.read_text(encoding="utf-8", errors="replace")[-3000:]


def run(command: list[str]) -> None:
    """Run one of PostgreSQL's programs to its end."""
    done = subprocess.run(as_system_user(command), capture_output=True, text=True, check=False, cwd="/")
    if done.returncode:
        raise PostgresError(f"{command[0]} failed:\n{done.stderr[-2000:]}")


def as_system_user(command: list[str], *options: str) -> list[str]:
    """The command line with PostgreSQL's own program, under the system user when we are root."""
    user = [] if os.geteuid() else ["--reuid", SYSTEM_USER, "--regid", SYSTEM_USER, "--init-groups"]
    return ["setpriv", *user, *options, "--", str(programs() / command[0]), *command[1:]]


def own(directory: Path) -> None:
    """Make the folder, and the system user its owner when we are root."""
    directory.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        entry = pwd.getpwnam(SYSTEM_USER)
        os.chown(directory, entry.pw_uid, entry.pw_gid)


def programs() -> Path:
    """The folder of PostgreSQL's programs; Debian keeps it out of the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if found:
        return found[-1].parent
    anywhere = shutil.which("initdb")
    if anywhere is None:
        raise PostgresError("PostgreSQL is not installed; please install: apt-get install postgresql")
    return Path(anywhere).resolve().parent


if __name__ == "__main__":
    guard(Path(sys.argv[1]))
