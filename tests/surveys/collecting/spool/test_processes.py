"""Several real processes at one spool, killed without warning: no acknowledged record is lost and none is invented."""

import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from surveys.collecting.spool import SpoolReader
from tests.surveys.collecting.spool.programs import SURVEY

ROOT = Path(__file__).parents[4]


def start(*arguments: str | Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.surveys.collecting.spool.programs", *map(str, arguments)]
    # Unbuffered: `readline` would keep promises in a buffer that `communicate` does not look into.
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, bufsize=0)


def output(process: subprocess.Popen[bytes]) -> list[bytes]:
    """The whole lines a process has said until its end."""
    said, _ = process.communicate(timeout=60)
    return said[: said.rfind(b"\n") + 1].splitlines()


def kill_after_first_promise(process: subprocess.Popen[bytes], seconds: float) -> list[bytes]:
    """What a process was promised until it was killed, so many seconds after its first promise."""
    assert process.stdout is not None
    first = process.stdout.readline()
    time.sleep(seconds)
    process.kill()
    return [first.rstrip(b"\n"), *output(process)]


def drain(directory: Path) -> list[bytes]:
    """Everything the spool still holds, taken and destroyed."""
    records: list[bytes] = []
    while batch := SpoolReader(directory).take(SURVEY, 1):
        records += batch.records
        assert batch.unreadable == 0
        batch.destroy()
    return records


@pytest.mark.parametrize("threads", [1, 16])
def test_killed_writers_lose_nothing_acknowledged(tmp_path: Path, threads: int) -> None:
    promised: list[bytes] = []
    for number in range(4):
        writer = start("append", tmp_path, f"w{number}", str(threads), "0")
        promised += kill_after_first_promise(writer, random.uniform(0.0, 0.1))
    kept = Counter(drain(tmp_path))
    assert promised
    assert set(promised) <= set(kept)
    assert max(kept.values()) == 1
    assert len(kept) - len(promised) <= 4 * threads, "at most what was under way when the process died"


def test_many_writers_and_a_mover_account_for_every_record_once(tmp_path: Path) -> None:
    spool, moved = tmp_path / "spool", tmp_path / "moved"
    mover = start("move", spool, moved, "20")
    writers = [start("append", spool, f"w{number}", "8", "150") for number in range(3)]
    promised = [line for writer in writers for line in output(writer)]
    wait_until_idle(spool)
    mover.kill()
    mover.communicate()
    assert len(promised) == 3 * 8 * 150
    assert sorted(moved.read_bytes().splitlines() + drain(spool)) == sorted(promised)
    assert list(spool.rglob("*.*")) == []


def wait_until_idle(spool: Path) -> None:
    """Until the mover has nothing under way and too little waits for another batch."""
    for _ in range(1000):
        if SpoolReader(spool).pending(SURVEY) < 20 and not list(spool.rglob("*.sealed")):
            return
        time.sleep(0.01)
    pytest.fail("the mover does not get through")


def test_killed_writers_and_killed_movers_together_lose_nothing(tmp_path: Path) -> None:
    spool, moved = tmp_path / "spool", tmp_path / "moved"
    moved.touch()
    promised: list[bytes] = []
    for number in range(4):
        movers = [start("move", spool, moved, "20") for _ in range(2)]
        writer = start("append", spool, f"w{number}", "8", "0")
        promised += kill_after_first_promise(writer, random.uniform(0.05, 0.2))
        for mover in movers:
            mover.kill()
            mover.communicate()
    kept = set(moved.read_bytes().splitlines()) | set(drain(spool))
    assert set(promised) <= kept
    assert all(record.startswith((b"w0-", b"w1-", b"w2-", b"w3-")) for record in kept)


@pytest.mark.parametrize("limit", [20, 100, 700, 1000])
def test_a_disk_that_takes_only_a_part_acknowledges_nothing_of_it(tmp_path: Path, limit: int) -> None:
    *promised, refused = output(start("fill", tmp_path, str(limit)))
    assert int(refused) + len(promised) == 40
    assert len(promised) >= 20, "after the disk has room again all are accepted"
    assert int(refused) > 0
    assert SpoolReader(tmp_path).pending(SURVEY) == len(promised)
    assert len(list(tmp_path.rglob("*.seg"))) <= 20
    assert sorted(drain(tmp_path)) == sorted(promised)
    assert list(tmp_path.rglob("*.*")) == []


def test_a_forked_child_writes_its_own_segment(tmp_path: Path) -> None:
    inherited = output(start("fork", tmp_path))
    assert inherited == [b""], "an inherited descriptor would hold the parent's lock beyond its death"
    assert len(list(tmp_path.rglob("*.seg"))) == 2
    assert sorted(drain(tmp_path)) == [b"after", b"before", b"in the child"]
