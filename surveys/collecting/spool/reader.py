"""The taking end: counts without a key, and takes all segments of a survey in one shuffled batch.

A batch may be read again after a crash, so its records can reach the database twice; the hash of the attempt in each
record lets the database drop the repeats.
"""

import os
from pathlib import Path

from surveys.collecting.spool import disk, layout, sealing
from surveys.collecting.spool.batch import Batch


class SpoolReader:
    """All segments below one spool directory, whichever processes wrote or are writing them."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def surveys(self) -> list[str]:
        """Public ids of the surveys that have something in the spool, sorted."""
        if not self._directory.is_dir():
            return []
        directories = (path for path in self._directory.iterdir() if layout.SURVEY_ID.fullmatch(path.name))
        return sorted(path.name for path in directories if layout.all_segments(path))

    def pending(self, survey: str) -> int:
        """How many records wait, by the clear headers of their frames; repeats of one attempt count each."""
        paths = layout.all_segments(layout.survey_directory(self._directory, survey))
        return sum(sealing.count(path) for path in paths if layout.key_of(path).exists())

    def take(self, survey: str, at_least: int) -> Batch | None:
        """All records of a survey in a batch; None when fewer wait, or while another mover holds a batch of it.

        Records not taken before never come in a smaller number than `at_least`: what an interrupted mover left comes
        alone, or together with as many new ones. At close, ask with `at_least=1`.
        """
        directory = layout.survey_directory(self._directory, survey)
        if not directory.is_dir():
            return None
        held = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
        sealed: list[Path] = []
        try:
            if disk.try_lock(held):
                sealing.clear_leftovers(directory)
                sealed = sealing.seal(directory, at_least)
        finally:
            if not sealed:
                os.close(held)
        return Batch(directory, sealed, held) if sealed else None
