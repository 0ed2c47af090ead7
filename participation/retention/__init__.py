"""Deletion on schedule, and the list of what is kept in the reader's language (participation.kept holds the list)."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from participation.jobs import Job, add_job
from participation.retention.cli import retention
from participation.retention.deletion import delete_due


def init_app(app: Flask) -> None:
    """Plugs in the deletion job and the command that prints the list."""
    add_job(app, Job("retention: delete what is due", 3_600, delete_due, _l("Delete what has been kept long enough")))
    app.cli.add_command(retention)
