"""Real processes around one spool, to be started, watched and killed by the tests.

`python -m tests.surveys.collecting.spool.programs append|move|fill|fork DIRECTORY ...`: each prints what it was
promised, one line per record, only once the promise was given.
"""

import os
import resource
import sys
import threading
import time
from collections.abc import Callable
from itertools import count, islice
from pathlib import Path

from surveys.collecting.spool import SpoolError, SpoolReader, SpoolWriter

SURVEY = "abcdefghij"


def say(line: str) -> None:
    """One line to the watching test, unbuffered and whole."""
    os.write(1, f"{line}\n".encode())


def append(directory: Path, name: str, threads: str, amount: str) -> None:
    """Append so many records from each thread (0: until killed) and say each one that was acknowledged."""
    writer = SpoolWriter(directory)

    def run(thread: int) -> None:
        for number in islice(count(), int(amount) or None):
            record = f"{name}-{thread}-{number}"
            writer.append(SURVEY, record.encode())
            say(record)

    workers = [threading.Thread(target=run, args=(thread,)) for thread in range(int(threads))]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()


def move(directory: Path, target: str, at_least: str) -> None:
    """Move batches to the end of a file until killed, as a database would take them: committed before destroyed."""
    reader = SpoolReader(directory)
    while True:
        batch = reader.take(SURVEY, int(at_least))
        if batch is None:
            time.sleep(0.002)
            continue
        with batch, Path(target).open("ab") as file:
            file.write(b"".join(record + b"\n" for record in batch.records))
            file.flush()
            os.fsync(file.fileno())
            batch.destroy()


def fill(directory: Path, limit: str) -> None:
    """Append while no file may grow beyond the limit, then without it; say what was acknowledged and how often not."""
    writer = SpoolWriter(directory)
    refused = 0
    for room in (int(limit), resource.RLIM_INFINITY):
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
        for number in range(20):
            record = f"{room}-{number}-".ljust(300, "x")
            try:
                writer.append(SURVEY, record.encode())
            except SpoolError:
                refused += 1
            else:
                say(record)
    say(str(refused))


def fork(directory: Path) -> None:
    """Append before a fork, in the child and again in the parent; say what is open in the child before it appends."""
    writer = SpoolWriter(directory)
    writer.append(SURVEY, b"before")
    child = os.fork()
    if not child:
        say(" ".join(path.name for path in _open_files() if path.suffix == ".seg"))
    writer.append(SURVEY, b"in the child" if not child else b"after")
    if not child:
        os._exit(0)
    os.waitpid(child, 0)


def _open_files() -> list[Path]:
    links = [path for path in Path("/proc/self/fd").iterdir() if path.is_symlink()]
    return [path.readlink() for path in links]


PROGRAMS: dict[str, Callable[..., None]] = {"append": append, "move": move, "fill": fill, "fork": fork}

if __name__ == "__main__":
    PROGRAMS[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])
