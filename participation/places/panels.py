"""What parts and features show on the page of a town or the county."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, render_template
from markupsafe import Markup

from participation.organisations.models import Organisation


@dataclass(frozen=True)
class PlacePanel:
    """A part of the page: a template, how to load what it shows (None: nothing), and its place (lower ones first).

    What can be done now stands at 10, procedures elsewhere at 20, results at 30, measures at 40.
    """

    template: str
    load: Callable[[Organisation], dict[str, Any] | None]
    order: int


def add_place_panel(app: Flask, panel: PlacePanel) -> None:
    """Shows the panel on every place's page."""
    app.extensions.setdefault("place_panels", []).append(panel)


def drawn(place: Organisation) -> list[Markup]:
    """The panels that have something to show, in their order."""
    panels: list[PlacePanel] = sorted(current_app.extensions.get("place_panels", []), key=lambda panel: panel.order)
    loaded = [(panel.template, panel.load(place)) for panel in panels]
    return [Markup(render_template(name, place=place, **values)) for name, values in loaded if values is not None]  # noqa: S704  # our own templates, which escape
