"""Surveys: the feature by which people answer questions on their phones."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Plugs surveys into the platform."""
