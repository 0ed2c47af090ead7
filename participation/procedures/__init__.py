"""Procedures elsewhere: cards that lead to other pages of the administration while something can be done there."""

from flask import Flask

from participation import layout, start
from participation.accounts.words import name_actions
from participation.kept import add_impersonal
from participation.permissions import Permission
from participation.places.panels import PlacePanel, add_place_panel
from participation.procedures import desk, panels
from participation.procedures.words import ACTION_NAMES
from participation.workstreams.panels import WorkstreamPanel, add_workstream_panel


def init_app(app: Flask) -> None:
    """Plugs the desk and the panels of start page, places and fields of action into the application."""
    app.register_blueprint(desk.blueprint)
    layout.add_desk(app, "procedures.index", "Procedures elsewhere", Permission.EDIT_PROCEDURES, 55)
    start.add_start_panel(app, start.Panel("procedures/_cards.html", panels.on_start_page, order=15))
    add_place_panel(app, PlacePanel("procedures/_cards.html", panels.of_place, order=20))
    add_workstream_panel(app, WorkstreamPanel("procedures/_cards.html", panels.of_workstream))
    name_actions(app, ACTION_NAMES)
    add_impersonal(
        app,
        {
            "procedure": "where else people can take part",
            "procedure_workstream": "which field such a procedure is about",
        },
    )
