"""The writing end: many threads append, one thread writes groups of them and waits for the disk once per group."""

import os
import threading
from collections import defaultdict
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from weakref import WeakSet

from surveys.collecting.spool import layout
from surveys.collecting.spool.errors import SpoolError
from surveys.collecting.spool.segment import Segment, create

GROUP = 256
RECORD_BYTES = 1024 * 1024
IDLE_SECONDS = 10.0  # after so long without an answer the keys of taken segments leave the memory


class Entry:
    """One record on its way to the disk, and the lock its sender waits on."""

    __slots__ = ("done", "error", "record", "survey")

    def __init__(self, survey: str, record: bytes) -> None:
        self.survey = survey
        self.record = record
        self.error: Exception | None = None
        self.done = threading.Lock()
        self.done.acquire()


class SpoolWriter:
    """The spool of this process. Safe to call from any thread and to create before a fork.

    It never needs closing: whatever was acknowledged is on the disk, whatever was not is its sender's to repeat.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._start_afresh()
        _writers.add(self)

    def append(self, survey: str, record: bytes) -> None:
        """Return when the disk holds the record, encrypted, under this survey's public id.

        Raises SpoolError when it does not (full or broken disk), ValueError for an id or a record that never fits.
        """
        if len(record) > RECORD_BYTES or not layout.SURVEY_ID.fullmatch(survey):
            raise ValueError(f"not a record of at most {RECORD_BYTES} bytes for a survey's public id")
        entry = Entry(survey, record)
        self._queue.put(entry)
        if not self._running:
            self._run_once()
        entry.done.acquire()
        if entry.error is not None:
            raise SpoolError(f"the answer could not be stored: {entry.error}") from entry.error

    def _start_afresh(self) -> None:
        self._queue: SimpleQueue[Entry] = SimpleQueue()
        self._segments: dict[str, Segment] = {}
        self._starting = threading.Lock()
        self._running = False

    def _forget_parent(self) -> None:
        for segment in self._segments.values():  # an inherited descriptor would keep the parent's lock beyond its death
            segment.close()
        self._start_afresh()

    def _run_once(self) -> None:
        with self._starting:
            if not self._running:
                threading.Thread(target=self._run, name="spool", daemon=True).start()
                self._running = True

    def _run(self) -> None:
        while True:
            try:
                group = [self._queue.get(timeout=IDLE_SECONDS)]
            except Empty:
                with suppress(OSError):  # housekeeping only; the next answer meets the same disk and reports it
                    self._forget_taken()
                continue
            while len(group) < GROUP and not self._queue.empty():  # this thread alone takes out
                group.append(self._queue.get_nowait())
            self._write(group)

    def _write(self, group: list[Entry]) -> None:
        by_survey: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in group:
            by_survey[entry.survey].append(entry)
        for survey, entries in by_survey.items():
            error: Exception | None = None
            try:
                self._append(survey, [entry.record for entry in entries])
            except Exception as caught:  # noqa: BLE001 - whatever happened, every sender must hear of it and none may hang
                error = caught
            for entry in entries:
                entry.error = error
                entry.done.release()

    def _append(self, survey: str, records: list[bytes]) -> None:
        segment = self._locked_segment(survey)
        try:
            segment.append(records)
        except BaseException:
            del self._segments[survey]
            segment.close()
            raise
        segment.unlock()

    def _locked_segment(self, survey: str) -> Segment:
        segment = self._segments.get(survey)
        if segment is not None and segment.lock():
            return segment
        self._forget_taken()
        self._segments[survey] = created = create(layout.survey_directory(self._directory, survey))
        return created

    def _forget_taken(self) -> None:
        for survey, segment in list(self._segments.items()):
            if not segment.is_in_place():
                del self._segments[survey]
                segment.close()


def _forget_parents() -> None:
    for writer in _writers:
        writer._forget_parent()  # noqa: SLF001 - the same class's business, run where a child process begins


_writers: WeakSet[SpoolWriter] = WeakSet()
os.register_at_fork(after_in_child=_forget_parents)
