"""Records taken from the spool, until the database has them and their keys are destroyed."""

import os
import secrets
import weakref
from pathlib import Path
from types import TracebackType
from typing import Self

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from surveys.collecting.spool import disk, layout, sealing
from surveys.collecting.spool.frames import unpack
from surveys.collecting.spool.keys import read_key


class Batch:
    """All records of the given sealed segments, shuffled, held against other movers. Use it in a `with`.

    `held` is the open, locked directory. Leaving the block without `destroy` gives the batch back: the next `take`
    brings the same records again. So does a crash, at any moment before `destroy` has run to its end.
    """

    def __init__(self, directory: Path, sealed: list[Path], held: int) -> None:
        self._directory = directory
        self._sealed = sealed
        self._release = weakref.finalize(self, _let_go, held)
        self._release.atexit = False  # the end of the process gives the lock back by itself
        self.records: list[bytes] = []
        self.unreadable = 0
        """Records in frames that are whole but do not decrypt: a damaged disk, or a power cut before their receipt."""
        try:
            self._read()
        except BaseException:
            self.release()  # at once: whoever handles the error may hold on to this object with it
            raise

    def _read(self) -> None:
        for path in self._sealed:
            if key := read_key(layout.key_of(path)):
                contents = unpack(AESGCM(key), path.read_bytes())
                self.records += contents.records
                self.unreadable += contents.unreadable
        secrets.SystemRandom().shuffle(self.records)

    def destroy(self) -> None:
        """Destroy the keys, then the segments, for good. Call it once the records are committed elsewhere."""
        sealing.destroy(self._sealed)
        disk.sync_directory(self._directory)
        self.release()

    def release(self) -> None:
        """Let other movers at the survey again. Does nothing the second time."""
        self._release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def _let_go(held: int) -> None:
    disk.unlock(held)
    os.close(held)
