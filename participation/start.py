"""The start page and the desk's first page: cards that parts and features hand over."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Flask, current_app, render_template
from markupsafe import Markup

from participation.access import public, requires
from participation.layout import add_desk
from participation.permissions import Permission

FIRST = 10


@dataclass(frozen=True)
class Panel:
    """A part of the start page: a template, how to load what it shows, and its place (lower ones come first).

    What can be done now stands at 10, what people said at 20, fields of action at 30, what was done at 40.
    A panel that has nothing to show loads None and is left out.
    """

    template: str
    load: Callable[[], dict[str, Any] | None]
    order: int = FIRST


blueprint = Blueprint("start", __name__)
desk = Blueprint("desk", __name__)


def init_app(app: Flask) -> None:
    """Registers the start page and the desk; panels are added to ``app.extensions``."""
    app.extensions["start_panels"] = []
    app.extensions["desk_panels"] = []
    app.register_blueprint(blueprint)
    app.register_blueprint(desk)
    add_desk("desk.index", "Overview", Permission.SEE_DESK, 0)


def add_start_panel(app: Flask, panel: Panel) -> None:
    """Shows the panel on the start page."""
    app.extensions["start_panels"].append(panel)


def add_desk_panel(app: Flask, panel: Panel) -> None:
    """Shows the panel on the desk's first page."""
    app.extensions["desk_panels"].append(panel)


@blueprint.get("/")
@public
def index() -> str:
    return render_template("start/index.html", panels=_drawn("start_panels"))


@desk.get("/verwaltung/", endpoint="index")
@requires(Permission.SEE_DESK)
def desk_index() -> str:
    return render_template("start/desk.html", panels=_drawn("desk_panels"))


def _drawn(kind: str) -> list[Markup]:
    panels: list[Panel] = sorted(current_app.extensions[kind], key=lambda panel: panel.order)
    loaded = [(panel.template, panel.load()) for panel in panels]
    return [Markup(render_template(template, **values)) for template, values in loaded if values is not None]  # noqa: S704  # our own templates, which escape
