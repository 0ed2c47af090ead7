"""Work beside the requests: jobs by the clock, and long tasks that somebody at the desk starts and finds again.

Parts and features hand over a ``Job`` with ``add_job`` and a ``TaskKind`` with ``register_task``.
"""

from flask import Flask

from participation.accounts.words import name_actions
from participation.jobs import panels, tidying, views
from participation.jobs.registry import Job as Job
from participation.jobs.registry import TaskKind as TaskKind
from participation.jobs.registry import add_job as add_job
from participation.jobs.registry import init_registry
from participation.jobs.registry import register_task as register_task
from participation.jobs.words import ACTION_NAMES
from participation.layout import add_desk
from participation.permissions import Permission
from participation.start import Panel, add_desk_panel


def init_app(app: Flask) -> None:
    """Plugs in the registers of jobs and tasks, their page, the panel, and how long tasks are kept."""
    init_registry(app)
    app.register_blueprint(views.blueprint)
    add_desk(app, "jobs.index", "Background work", Permission.SEE_DESK, 85)
    add_desk_panel(app, Panel("jobs/_panel.html", panels.running, order=5))
    tidying.init_kept(app)
    name_actions(app, ACTION_NAMES)
