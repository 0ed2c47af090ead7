"""The example county: an instance to look around in. Features add their own examples through ``add_demo``."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from flask import Flask


class Stage(StrEnum):
    """How far the example has come; a later stage contains the earlier ones."""

    PREPARING = "preparing"
    OPEN = "open"
    CLOSED = "closed"
    RELEASED = "released"

    def reaches(self, other: "Stage") -> bool:
        """Whether this stage is at least that far."""
        order = list(Stage)
        return order.index(self) >= order.index(other)


DemoLoader = Callable[[Stage, datetime], list[str]]
"""Brings a feature's example up to the stage, as often as it is called; returns addresses worth showing as QR codes."""


def init_app(app: Flask) -> None:
    """Prepares the list of loaders."""
    app.extensions["demo_loaders"] = []


def add_demo(app: Flask, loader: DemoLoader) -> None:
    """Adds a feature's example data."""
    app.extensions["demo_loaders"].append(loader)
