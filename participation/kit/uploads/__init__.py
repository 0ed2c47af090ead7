"""Files that people send in: checked by what they are, made harmless, kept in the database, given out, deleted."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from participation import layout
from participation.accounts.words import name_actions
from participation.jobs import Job, add_job
from participation.kit.uploads import views
from participation.kit.uploads.actions import delete_outdated
from participation.kit.uploads.words import ACTION_NAMES
from participation.permissions import Permission


def init_app(app: Flask) -> None:
    """Plugs pages, navigation, words and the deletion of files whose day is over into the application."""
    app.register_blueprint(views.blueprint)
    layout.add_desk(app, "uploads.index", "Files", Permission.EDIT_FILES, 60)
    name_actions(app, ACTION_NAMES)
    label = _l("Delete files whose last day is over")
    add_job(app, Job("files: delete those whose last day is over", 3_600, delete_outdated, label))
