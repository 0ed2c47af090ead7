"""The instance as the office edits it: name, colours, contact, and the way to everything else that is set up once."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from participation import layout
from participation.accounts.words import name_actions
from participation.instance import desk, hub, views
from participation.instance.words import ACTION_NAMES
from participation.permissions import Permission


def init_app(app: Flask) -> None:
    """Plugs the pages and the brand's style sheet into the application."""
    app.register_blueprint(views.blueprint)
    app.register_blueprint(desk.blueprint)
    hub.add_card(app, hub.Card(10, "instance.edit", _l("Name, colours, contact"), _l("What stands on every page.")))
    layout.add_desk(app, "instance.index", "Instance", Permission.EDIT_INSTANCE, 70)
    name_actions(app, ACTION_NAMES)
