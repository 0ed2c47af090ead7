"""The catalogue of releases as open data, and the proof that none was changed."""

from flask import Flask

from participation.layout import add_public
from participation.open_data import proof, search
from participation.open_data.views import blueprint, newest_panel
from participation.start import Panel, add_start_panel

WHAT_PEOPLE_SAID = 20
"""Place of the panel on the start page."""


def init_app(app: Flask) -> None:
    """Plugs in the catalogue, its place in the navigation, and the newest releases on the start page."""
    proof.init_app(app)
    search.init_search(app)
    app.register_blueprint(blueprint)
    add_public(app, "open_data.index", "Open data", 40)
    add_start_panel(app, Panel("open_data/_newest.html", newest_panel, WHAT_PEOPLE_SAID))
