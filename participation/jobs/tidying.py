"""What nobody needs of tasks any more is deleted."""

from datetime import datetime

from flask import Flask
from flask_babel import lazy_gettext as _l

from participation.extensions import db
from participation.jobs import actions
from participation.jobs.rules import TASKS_KEPT
from participation.kept import Kept, add_impersonal, add_kept


def init_kept(app: Flask) -> None:
    """Says what jobs and tasks keep, and how long."""
    add_kept(
        app,
        Kept(
            _l("Long work that people of the desk started, with what came of it"),
            _l("So that they can leave it and find it again"),
            TASKS_KEPT,
            _l("after its end; files that it made 7 days"),
            delete_old,
            ("task", "task_file"),
            of_staff=True,
        ),
    )
    add_impersonal(app, {"job": "when work by the clock ran, and how it went"})


def delete_old(now: datetime) -> int:
    """Deletes the files of tasks after a week, tasks after a month; commits, and returns how many files."""
    files = actions.delete_old(now)
    db.session.commit()
    return files
