"""The county and its towns as everybody meets them, and organisations and contact persons at the desk."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from participation import layout
from participation.accounts.words import name_actions
from participation.instance import hub
from participation.permissions import Permission
from participation.places import desk, views
from participation.places.words import ACTION_NAMES


def init_app(app: Flask) -> None:
    """Plugs the towns' pages and the organisations' desk into the application."""
    app.register_blueprint(views.blueprint)
    app.register_blueprint(desk.blueprint)
    layout.add_public(app, "places.index", "Places", 35)
    layout.add_desk(app, "organisations_desk.index", "Organisations", Permission.EDIT_ORGANISATIONS, 60)
    card = hub.Card(20, "organisations_desk.index", _l("Organisations"), _l("The county, towns, contact persons."))
    hub.add_card(app, card)
    name_actions(app, ACTION_NAMES)
