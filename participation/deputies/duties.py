"""The kinds of duties that need four eyes and can be handed to a deputy; parts and features register theirs."""

from dataclasses import dataclass

from flask import Flask, current_app
from flask_babel.speaklater import LazyString

from participation.permissions import Permission


@dataclass(frozen=True)
class Duty:
    """A kind of duty. ``key``: short name, stored with deputies. ``permission``: the one that a deputy then has."""

    key: str
    label: LazyString
    permission: Permission


def init_duties(app: Flask) -> None:
    """Prepares the register, whichever part of the application comes first."""
    app.extensions.setdefault("deputy_duties", {})


def register_duty(app: Flask, duty: Duty) -> None:
    """Adds a kind of duty. Raises ValueError when its key is taken."""
    init_duties(app)
    known: dict[str, Duty] = app.extensions["deputy_duties"]
    if duty.key in known:
        raise ValueError(f"there are two duties of the kind {duty.key}")
    known[duty.key] = duty


def duties() -> dict[str, Duty]:
    """All kinds of duties by their keys."""
    found: dict[str, Duty] = current_app.extensions["deputy_duties"]
    return found
