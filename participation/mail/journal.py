"""What the mail server has taken and the database may not know yet: one file, one line for each mail."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from participation.config import make_private


@dataclass(frozen=True)
class Journal:
    """The open and locked journal; a process that inherits its descriptor shares the lock until it ends."""

    descriptor: int

    def taken(self) -> list[str]:
        """Public ids of the mails that were taken; a torn last line belongs to a mail that was not noted in time."""
        size = os.fstat(self.descriptor).st_size
        lines = os.pread(self.descriptor, size, 0).decode("ascii", "replace")
        return [line.strip() for line in lines.splitlines(keepends=True) if line.endswith("\n")]

    def forget(self) -> None:
        """Empties the journal: the database knows."""
        os.ftruncate(self.descriptor, 0)


@contextmanager
def held(folder: Path) -> Iterator[Journal | None]:
    """The journal of that folder, for whoever comes first; None while somebody else still sends."""
    make_private(folder)
    descriptor = os.open(folder / "taken", os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        yield None
        return
    try:
        yield Journal(descriptor)
    finally:
        os.close(descriptor)
