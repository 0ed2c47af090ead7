"""Search over whatever parts and features hand over: SQLite's FTS5 or plain PostgreSQL behind the same functions."""

from datetime import datetime

from flask import Flask
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from participation.jobs import Job, add_job
from participation.kept import add_impersonal
from participation.kit.search.actions import rebuild
from participation.kit.search.cli import search
from participation.kit.search.kinds import init_kinds
from participation.kit.search.views import blueprint
from participation.layout import add_desk, add_public
from participation.permissions import Permission

A_DAY = 86_400


def init_app(app: Flask) -> None:
    """Plugs in the pages, the command, and the daily look whether the index is complete."""
    init_kinds(app)
    app.register_blueprint(blueprint)
    app.cli.add_command(search)
    add_job(app, Job("search: complete the index", A_DAY, _complete, _l("Complete the index of the search")))
    add_public(app, "search.index", "Search", 90)
    add_desk(app, "search.desk", "Search", Permission.SEE_DESK, 5)
    add_impersonal(app, {"search_entry": "the words of things that stand on pages anyway"})


def _complete(now: datetime) -> str:
    return ngettext("%(num)s entry can be found.", "%(num)s entries can be found.", rebuild(now))
