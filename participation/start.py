"""The start page and the desk's first page: cards that parts and features hand over."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Flask, current_app, render_template

from participation.access import public, requires
from participation.permissions import Permission


@dataclass(frozen=True)
class Panel:
    """A part of the start page: a template and how to load what it shows."""

    template: str
    load: Callable[[], dict[str, Any]]


blueprint = Blueprint("start", __name__)
desk = Blueprint("desk", __name__)


def init_app(app: Flask) -> None:
    """Registers the start page and the desk; panels are added to ``app.extensions``."""
    app.extensions["start_panels"] = []
    app.extensions["desk_panels"] = []
    app.register_blueprint(blueprint)
    app.register_blueprint(desk)


def add_start_panel(app: Flask, panel: Panel) -> None:
    """Shows the panel on the start page."""
    app.extensions["start_panels"].append(panel)


def add_desk_panel(app: Flask, panel: Panel) -> None:
    """Shows the panel on the desk's first page."""
    app.extensions["desk_panels"].append(panel)


@blueprint.get("/")
@public
def index() -> str:
    return render_template("start/index.html", panels=_loaded("start_panels"))


@desk.get("/verwaltung/", endpoint="index")
@requires(Permission.SEE_DESK)
def desk_index() -> str:
    return render_template("start/desk.html", panels=_loaded("desk_panels"))


def _loaded(kind: str) -> list[tuple[str, dict[str, Any]]]:
    return [(panel.template, panel.load()) for panel in current_app.extensions[kind]]
