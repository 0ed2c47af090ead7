"""The key of a segment: a file of 32 random bytes beside it, created before it and destroyed before it.

Destroying overwrites the bytes in place, so that neither a file system that keeps old names nor an interrupted
removal leaves a readable key. A disk may still keep old blocks by itself; against that only an encrypted disk helps.
"""

import os
import secrets
from pathlib import Path

from surveys.collecting.spool.disk import opened, write_all

KEY_BYTES = 32
DESTROYED = bytes(KEY_BYTES)


def create_key(path: Path) -> bytes:
    """Write a new random key durably to a new file (its directory is left to the caller to sync) and return it."""
    key = secrets.token_bytes(KEY_BYTES)
    with opened(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL) as descriptor:
        write_all(descriptor, key)
        os.fsync(descriptor)
    return key


def read_key(path: Path) -> bytes | None:
    """The key, or None when it was destroyed or never completed."""
    try:
        key = path.read_bytes()
    except FileNotFoundError:
        return None
    return key if len(key) == KEY_BYTES and key != DESTROYED else None


def destroy_key(path: Path) -> None:
    """Overwrite the key where it lies, wait for the disk, remove the file. Does nothing when it is gone already."""
    try:
        with opened(path, os.O_WRONLY) as descriptor:
            os.pwrite(descriptor, DESTROYED, 0)
            os.fsync(descriptor)
        path.unlink()
    except FileNotFoundError:
        return
