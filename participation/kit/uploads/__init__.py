"""Files that people send in: checked by what they are, made harmless, kept in the database, given out, deleted."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from participation import layout
from participation.accounts.words import name_actions
from participation.kept import Kept, add_kept
from participation.kit.uploads import views
from participation.kit.uploads.actions import delete_outdated
from participation.kit.uploads.words import ACTION_NAMES
from participation.permissions import Permission


def init_app(app: Flask) -> None:
    """Plugs pages, navigation, words and how long files are kept into the application."""
    app.register_blueprint(views.blueprint)
    layout.add_desk(app, "uploads.index", "Files", Permission.EDIT_FILES, 60)
    name_actions(app, ACTION_NAMES)
    add_kept(
        app,
        Kept(
            _l("Files that the desk has sent in, without what cameras write into them"),
            _l("To show or hand them out on pages"),
            None,
            _l("until the day named with the file, or until somebody deletes it"),
            delete_outdated,
            ("upload",),
            of_staff=True,
        ),
    )
