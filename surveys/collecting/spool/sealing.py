"""What a mover does with the files of one survey, and only while it holds the lock of their directory."""

import os
from contextlib import suppress
from pathlib import Path

from surveys.collecting.spool import disk, layout
from surveys.collecting.spool.frames import HEAD_BYTES, parse_head
from surveys.collecting.spool.keys import destroy_key, read_key


def count(path: Path) -> int:
    """The records in the whole frames of a segment, by their clear headers; 0 when it is gone."""
    records = start = 0
    with suppress(FileNotFoundError), disk.opened(path) as descriptor:
        size = os.fstat(descriptor).st_size
        while (frame := parse_head(os.pread(descriptor, HEAD_BYTES, start), start)) and frame.body_end <= size:
            records += frame.records
            start = frame.body_end
    return records


def seal(directory: Path, at_least: int) -> list[Path]:
    """The sealed segments that make up the next batch; none when too little waits.

    New segments are sealed only when they hold `at_least` records by themselves; segments that an interrupted mover
    left sealed come along, or make up a batch of their own.
    """
    fresh = layout.segments(directory, layout.OPEN)
    left = layout.segments(directory, layout.SEALED)
    if fresh and sum(map(count, fresh)) >= at_least:
        for path in fresh:
            with suppress(FileNotFoundError), disk.opened(path) as descriptor:  # its writer may have given it up
                disk.lock(descriptor)
                path.rename(path.with_suffix(layout.SEALED))
        disk.sync_directory(directory)
        return layout.segments(directory, layout.SEALED)
    return left if left and sum(map(count, left)) >= at_least else []


def clear_leftovers(directory: Path) -> None:
    """Remove what killed writers and movers left: destroyed segments, segments without a whole frame, lone keys."""
    for path in layout.segments(directory, layout.SEALED):
        if read_key(layout.key_of(path)) is None:
            destroy([path])
    for path in layout.segments(directory, layout.OPEN):
        if not count(path):
            _remove_if_dead(path)
    for key in layout.segments(directory, layout.KEY):
        if not any(key.with_suffix(suffix).exists() for suffix in (layout.OPEN, layout.SEALED)):
            destroy_key(key)


def destroy(paths: list[Path]) -> None:
    """Destroy the keys of these segments, then remove the segments."""
    for path in paths:
        destroy_key(layout.key_of(path))
    for path in paths:
        path.unlink(missing_ok=True)


def _remove_if_dead(path: Path) -> None:
    """Remove a segment that is still empty once its lock is free: a living writer fills it before it lets go."""
    with suppress(FileNotFoundError), disk.opened(path) as descriptor:
        disk.lock(descriptor)
        if not count(path):
            destroy([path])
