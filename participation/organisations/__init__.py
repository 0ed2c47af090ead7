"""The county, its towns and councils, and the instance they run together."""

from flask import Flask

from participation.organisations.views import blueprint


def init_app(app: Flask) -> None:
    """Plugs in the sign of life."""
    app.register_blueprint(blueprint)
