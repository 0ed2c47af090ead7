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
SAID = 20
"""Panels before this place show what can be done now."""


@dataclass(frozen=True)
class Panel:
    """A part of the start page: a template, how to load what it shows, and its place (lower ones come first).

    What can be done now stands at 10, what people said at 20, what was done at 30, fields of action at 40.
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
    add_desk(app, "desk.index", "Overview", Permission.SEE_DESK, 0)


def add_start_panel(app: Flask, panel: Panel) -> None:
    """Shows the panel on the start page."""
    app.extensions["start_panels"].append(panel)


def add_desk_panel(app: Flask, panel: Panel) -> None:
    """Shows the panel on the desk's first page."""
    app.extensions["desk_panels"].append(panel)


@blueprint.get("/")
@public
def index() -> str:
    panels = _drawn("start_panels")
    open_now = any(order < SAID for order, _panel in panels)
    return render_template("start/index.html", panels=[panel for _order, panel in panels], open_now=open_now)


@desk.get("/verwaltung/", endpoint="index")
@requires(Permission.SEE_DESK)
def desk_index() -> str:
    return render_template("start/desk.html", panels=[panel for _order, panel in _drawn("desk_panels")])


def _drawn(kind: str) -> list[tuple[int, Markup]]:
    """The panels that have something to show, each with its place, in their order."""
    panels: list[Panel] = sorted(current_app.extensions[kind], key=lambda panel: panel.order)
    loaded = [(panel, panel.load()) for panel in panels]
    return [(one.order, Markup(render_template(one.template, **found))) for one, found in loaded if found is not None]  # noqa: S704  # our own templates, which escape
