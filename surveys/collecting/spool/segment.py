"""A segment while it grows: one file, one key, one process that appends under the file's lock.

A mover takes a segment by renaming it under the same lock, so it never waits for a living writer to cooperate: the
writer finds its file gone from its place when it next holds the lock, and goes on in a new one.
"""

import os
import secrets
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from surveys.collecting.spool import disk, layout
from surveys.collecting.spool.frames import pack
from surveys.collecting.spool.keys import create_key, destroy_key


class Segment:
    """An open segment. Not for several threads. After an OSError it must not be used again, only closed."""

    def __init__(self, path: Path, descriptor: int, key: bytes) -> None:
        self.path = path
        self._descriptor = descriptor
        self._cipher = AESGCM(key)
        self._frames = 0
        self._bytes = 0

    def lock(self) -> bool:
        """Hold the segment for appending; False when a mover has taken it away."""
        disk.lock(self._descriptor)
        if self.is_in_place():
            return True
        self.unlock()
        return False

    def unlock(self) -> None:
        """Let a mover take the segment."""
        disk.unlock(self._descriptor)

    def is_in_place(self) -> bool:
        """Whether no mover has taken the segment yet; certain only while the lock is held."""
        return disk.is_named(self._descriptor, self.path)

    def append(self, records: Sequence[bytes]) -> None:
        """Add one frame and wait until the disk has it; the lock must be held.

        Raises OSError when it has not: then the torn frame is cut off again and the segment is given up, since after
        a failed fsync nobody knows what the disk holds.
        """
        try:
            frame = pack(self._cipher, self._frames, records)
            disk.write_all(self._descriptor, frame)
            os.fdatasync(self._descriptor)
        except OSError:
            self._cut_back()
            raise
        self._frames += 1
        self._bytes += len(frame)

    def close(self) -> None:
        """Let go of the file and forget the key."""
        os.close(self._descriptor)

    def _cut_back(self) -> None:
        with suppress(OSError):  # a torn frame that stays is ignored by every reader
            os.ftruncate(self._descriptor, self._bytes)
            if not self._bytes:
                destroy_key(layout.key_of(self.path))
                self.path.unlink(missing_ok=True)


def create(directory: Path) -> Segment:
    """A new, empty, locked segment whose file and key survive a power cut. Raises OSError; then nothing is left over.

    The file comes first and is locked before its key exists: a mover that finds a segment without a key while it
    holds the lock can be sure that its writer is dead.
    """
    disk.make_directory(directory)
    while True:
        path = directory / f"{secrets.token_hex(16)}{layout.OPEN}"
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL, disk.PRIVATE_FILE)
        try:
            disk.lock(descriptor)
            if disk.is_named(descriptor, path):  # else a mover was quicker and removed the empty file
                key = create_key(layout.key_of(path))
                disk.sync_directory(directory)
                disk.sync_directory(directory.parent)
                return Segment(path, descriptor, key)
        except BaseException:
            layout.key_of(path).unlink(missing_ok=True)
            path.unlink(missing_ok=True)
            os.close(descriptor)
            raise
        os.close(descriptor)
