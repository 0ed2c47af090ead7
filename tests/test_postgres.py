"""The database of a test run is shared by its workers, and leaves nothing behind, however they end."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.postgres import ROOT, Cluster, postgres_cluster

HOLD = """
import sys, time
from pathlib import Path
from tests.postgres import postgres_cluster
cluster = postgres_cluster(Path(sys.argv[1]))
print(cluster.directory, (cluster.data / "postmaster.pid").read_text().split()[0], flush=True)
time.sleep(60)
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that the system user postgres may enter; pytest's own are closed to others."""
    with tempfile.TemporaryDirectory(prefix="participation-test-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


def psycopg_url(url: str) -> str:
    return url.replace("postgresql+psycopg", "postgresql")


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_workers_share_one_cluster_and_have_databases_of_their_own(tmp_path: Path) -> None:
    prepared: list[str] = []

    def prepare(url: str) -> None:
        prepared.append(url)
        with psycopg.connect(psycopg_url(url)) as connection:
            connection.execute("CREATE TABLE town (name text)")

    first, second = postgres_cluster(tmp_path), postgres_cluster(tmp_path)
    try:
        assert first.directory == second.directory
        urls = [first.database_url("gw0", prepare), second.database_url("gw1", prepare)]
        assert len(prepared) == 1
        assert len(set(urls)) == 2
        with psycopg.connect(psycopg_url(urls[0])) as connection:
            connection.execute("INSERT INTO town VALUES ('Datteln')")
        with psycopg.connect(psycopg_url(urls[1])) as connection:
            assert connection.execute("SELECT * FROM town").fetchall() == []
    finally:
        first.leave()
        second.leave()


def test_a_killed_run_leaves_neither_server_nor_folder(tmp_path: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    with holder:
        assert holder.stdout
        directory, server = holder.stdout.readline().split()
        assert alive(int(server))
        holder.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and (Path(directory).exists() or alive(int(server))):
        time.sleep(0.05)
    assert not alive(int(server))
    assert not Path(directory).exists()


def test_a_durable_cluster_keeps_what_it_acknowledged(open_folder: Path) -> None:
    with Cluster(open_folder / "cluster", durable=True) as cluster:
        with psycopg.connect(psycopg_url(cluster.url())) as connection:
            assert connection.execute("SHOW fsync").fetchone() == ("on",)
            connection.execute("CREATE TABLE town (name text)")
        cluster.stop(signal.SIGQUIT)
        cluster.start()
        with psycopg.connect(psycopg_url(cluster.url())) as connection:
            assert connection.execute("SELECT count(*) FROM town").fetchone() == (0,)
