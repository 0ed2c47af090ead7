"""The strategy: fields of action, their phases and measures, and the trail from what was said to what was done."""

from flask import Flask

from participation import layout, start
from participation.accounts.things import register_thing_page
from participation.accounts.words import name_actions
from participation.deadlines.sources import register_deadlines
from participation.following import register_followable
from participation.kept import add_impersonal
from participation.permissions import Permission
from participation.places.panels import PlacePanel, add_place_panel
from participation.workstreams import desk, links, panels, search, strategy, trail, views
from participation.workstreams.deadlines import MeasureDeadlines
from participation.workstreams.followed import followed_workstreams, workstreams_called
from participation.workstreams.words import ACTION_NAMES


def init_app(app: Flask) -> None:
    """Plugs pages, navigation, start page and the trail into the application."""
    app.register_blueprint(views.blueprint)
    app.register_blueprint(desk.blueprint)
    app.register_blueprint(strategy.blueprint)
    name_actions(app, ACTION_NAMES)
    layout.add_public(app, "workstreams.index", "Fields of action", 30)
    layout.add_desk(app, "measures.index", "Measures", Permission.EDIT_MEASURES, 40)
    layout.add_desk(app, "measures.phases", "Fields of action", Permission.EDIT_WORKSTREAMS, 50)
    register_thing_page(app, "measure", "measures.edit")
    links.init_app(app)
    trail.init_app(app)
    register_followable(app, "workstream", followed_workstreams, workstreams_called)
    search.init_search(app)
    start.add_start_panel(app, start.Panel("workstreams/_start.html", panels.fields, order=40))
    start.add_start_panel(app, start.Panel("workstreams/_delivered.html", panels.delivered, order=30))
    add_place_panel(app, PlacePanel("workstreams/_of_place.html", panels.of_place, order=40))
    register_deadlines(app, MeasureDeadlines())
    add_impersonal(
        app,
        {
            "phase": "the strategy's words",
            "workstream_section": "the strategy's words",
            "workstream": "the strategy's words",
            "measure": "what organisations do",
            "measure_workstream": "which field a measure belongs to",
            "link": "what came of what, between public things",
        },
    )
