"""What a node needs in memory while nobody asks for anything: all processes of `serve` with two workers together."""

import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figures import Figure
from tests.benchmarks.programs import PRODUCT, fetch, load_demo_into, place, running, wait_for, workplace
from tests.postgres import free_port

PAGES = ("/", "/umfragen/", "/handlungsfelder/", "/daten/", "/konto/anmelden", "/u/digi26")
TIMES_EACH = 8
"""How often each page is asked for, so that both workers have shown all of them."""

IDLE_SECONDS = 15.0
"""So long is nothing asked for; jobs have run, and tick on."""


def measure() -> Iterator[Figure]:
    """The sum after some pages and a pause."""
    with workplace() as folder:
        where = place(folder, None, "idle")
        load_demo_into(where.app())
        port = free_port()
        command = [PRODUCT, "serve", "--port", str(port), "--workers", "2"]
        with running(command, where.environment, folder / "idle.log") as group:
            wait_for(port, PAGES[0])
            for page in PAGES * TIMES_EACH:
                fetch(port, page)
            time.sleep(IDLE_SECONDS)
            yield Figure("platform: idle memory of a node", megabytes(group), "MB", "< 200")


def megabytes(group: int) -> float:
    """Memory of all processes of the group; what several of them share is counted once (proportional set size)."""
    return sum(_kilobytes(process) for process in Path("/proc").glob("[0-9]*") if _group(process) == group) / 1_000


def _group(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[2])
    except OSError:  # it has just ended
        return 0


def _kilobytes(process: Path) -> float:
    lines = (process / "smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1.024 for line in lines if line.startswith("Pss:"))
