"""Processes that are killed at one exact point of their work with the spool."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from sqlalchemy import event

from participation.extensions import db
from surveys.collecting.spool import Batch, SpoolReader, layout
from surveys.collecting.spool.keys import destroy_key
from surveys.rules import MOVE_AT_LEAST


def die(*_: object) -> None:
    """The end, without a chance to tidy up."""
    os.kill(os.getpid(), signal.SIGKILL)


class DyingBatch(Batch):
    """A batch whose process is killed when it is about to be destroyed."""

    def destroy(self) -> None:
        """Never returns."""
        die()


class HalfDestroyedBatch(Batch):
    """A batch whose process is killed when the keys are gone and the segments still lie there."""

    def destroy(self) -> None:
        """Never returns."""
        for path in self._sealed:
            destroy_key(layout.key_of(path))
        die()


class DyingReader(SpoolReader):
    """Gives batches of another kind."""

    def __init__(self, directory: Path, kind: type[Batch]) -> None:
        super().__init__(directory)
        self._kind = kind

    def take(self, survey: str, at_least: int = MOVE_AT_LEAST) -> Batch | None:
        """As always, but for the batch's end."""
        batch = super().take(survey, at_least)
        if batch is not None:
            batch.__class__ = self._kind
        return batch


def at_session(moment: str) -> Callable[[Path], SpoolReader]:
    """Dies at the first "before_commit" or "after_commit"."""

    def prepare(spool: Path) -> SpoolReader:
        event.listen(db.session, moment, die)
        return SpoolReader(spool)

    return prepare


POINTS: dict[str, Callable[[Path], SpoolReader]] = {
    "before commit": at_session("before_commit"),
    "after commit": at_session("after_commit"),
    "before destroying": lambda spool: DyingReader(spool, DyingBatch),
    "keys destroyed": lambda spool: DyingReader(spool, HalfDestroyedBatch),
}


def killed_at(app: Flask, point: str, work: Callable[[SpoolReader], object]) -> bool:
    """Does the work in a process of its own that dies at that point of it; whether it got there."""
    db.session.rollback()
    reader = POINTS[point]

    def run() -> None:
        with app.app_context():
            db.engine.dispose(close=False)  # connections belong to the process that opened them
            work(reader(app.extensions["settings"].spool_dir))

    process = multiprocessing.get_context("fork").Process(target=run)
    process.start()
    process.join()
    return process.exitcode == -signal.SIGKILL
