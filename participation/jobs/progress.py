"""How far a task has come. The task says it; its process writes it down from another thread, twice a second at most."""

from dataclasses import dataclass

from flask_babel import gettext as _

from participation.errors import UserError
from participation.extensions import db
from participation.jobs.models import Task, TaskFile
from participation.jobs.rules import MOST_FILE_BYTES


class LeaseLostError(Exception):
    """Another process has taken the task over: whoever learns this stops and leaves everything to it."""


@dataclass(frozen=True)
class Hold:
    """One attempt at a task by one process; whatever it writes counts only while the task is still its own."""

    task_id: int
    holder: str
    attempt: int


@dataclass(frozen=True)
class Said:
    """``done`` of ``total`` steps (total 0: nobody knows how many), and a sentence about what is being done."""

    done: int = 0
    total: int = 0
    sentence: str = ""


class Progress:
    """What a running task is handed to speak through."""

    def __init__(self, hold: Hold) -> None:
        self.hold = hold
        self.said = self.written = Said()
        self.lost = False

    def report(self, done: int, total: int, sentence: str = "") -> None:
        """Says how far the task has come; costs nothing, as often as one likes. Raises LeaseLostError."""
        if self.lost:
            raise LeaseLostError
        self.said = Said(done, total, sentence[:200])

    def attach(self, name: str, media_type: str, content: bytes) -> None:
        """Hands over the file that was made, in the task's transaction; a later one takes its place.

        Raises UserError when it is too large.
        """
        if len(content) > MOST_FILE_BYTES:
            raise UserError(_("The file would be larger than 10 MB. Please choose less at a time."))
        task = db.session.get_one(Task, self.hold.task_id)
        task.file = task.file or TaskFile()
        task.file.name, task.file.media_type, task.file.content = name[:120], media_type, content
        db.session.flush()
