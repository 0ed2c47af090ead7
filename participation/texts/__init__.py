"""The texts that the law asks for: imprint, privacy, accessibility. The office writes them; every version is kept."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from participation.accounts.words import name_actions
from participation.instance import hub
from participation.kept import add_impersonal
from participation.texts import desk, views
from participation.texts.words import ACTION_NAMES


def init_app(app: Flask) -> None:
    """Plugs the public pages and their desk into the application."""
    app.register_blueprint(views.blueprint)
    app.register_blueprint(desk.blueprint)
    card = hub.Card(50, "texts.index", _l("Legal texts"), _l("Imprint, privacy, accessibility."), desk.open_points)
    hub.add_card(app, card)
    name_actions(app, ACTION_NAMES)
    add_impersonal(app, {"text_version": "texts that the office publishes"})
