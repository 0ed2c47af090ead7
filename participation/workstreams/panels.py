"""What the start page and others show of the strategy, and what others show on a workstream's page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, render_template
from markupsafe import Markup

from participation.i18n import current_language
from participation.organisations.models import Organisation
from participation.workstreams import queries
from participation.workstreams.models import Workstream
from participation.workstreams.said import said

SHOWN = 3
ON_PLACE_PAGE = 50


@dataclass(frozen=True)
class WorkstreamPanel:
    """A part of a workstream's page, above its measures: a template, and how to load what it shows (None: nothing)."""

    template: str
    load: Callable[[Workstream], dict[str, Any] | None]


def add_workstream_panel(app: Flask, panel: WorkstreamPanel) -> None:
    """Shows the panel on every workstream's page."""
    app.extensions.setdefault("workstream_panels", []).append(panel)


def drawn(workstream: Workstream) -> list[Markup]:
    """The panels that have something to show, in the order in which they were added."""
    panels: list[WorkstreamPanel] = current_app.extensions.get("workstream_panels", [])
    loaded = [(panel.template, panel.load(workstream)) for panel in panels]
    return [Markup(render_template(name, **values)) for name, values in loaded if values is not None]  # noqa: S704  # our own templates, which escape


def fields() -> dict[str, Any] | None:
    """All fields of action."""
    workstreams = queries.workstreams()
    return {"workstreams": workstreams} if workstreams else None


def delivered() -> dict[str, Any] | None:
    """Measures that are done or under way, with what they rest on."""
    measures = queries.latest_measures(SHOWN)
    return {"measures": measures, "said": said(measures, current_language().tag)} if measures else None


def of_place(place: Organisation) -> dict[str, Any] | None:
    """What the place does: its measures, those under way first, with what they rest on."""
    found = queries.public_measures_of(place.id, ON_PLACE_PAGE)
    return {"measures": found, "said": said(found, current_language().tag)} if found else None
