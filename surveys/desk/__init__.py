"""The office's pages of surveys: list, life of a survey, posters, reading room."""

from flask import Flask

from participation.layout import add_desk
from participation.permissions import Permission
from participation.start import Panel, add_desk_panel
from surveys.desk import lifecycle, lists, posters, reading_room, repeating
from surveys.desk.blueprint import blueprint

__all__ = ["init_desk", "lifecycle", "lists", "posters", "reading_room", "repeating"]


def init_desk(app: Flask) -> None:
    """Plugs the office's pages, their place in the navigation and the desk's panel into the application."""
    app.register_blueprint(blueprint)
    add_desk(app, "surveys_desk.index", "Surveys", Permission.SEE_DESK)
    add_desk_panel(app, Panel("surveys/desk/_panel.html", lists.panel))
