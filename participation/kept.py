"""The list of what is kept; parts and features add to it in ``init_app``. Each table has a place in it or a reason."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Flask, current_app
from flask_babel.speaklater import LazyString


@dataclass(frozen=True)
class Kept:
    """Something that could say something about a person, and when it is gone.

    ``how_long`` may be None when ``counted_from`` says all. ``delete`` deletes what is due, commits, may be repeated
    safely, and returns how much it was; None where something else ends it, such as a move, or a person.
    """

    what: LazyString
    why: LazyString
    how_long: timedelta | None
    counted_from: LazyString
    delete: Callable[[datetime], int] | None = None
    tables: tuple[str, ...] = ()
    of_staff: bool = False
    """Whether it speaks of people who work at the desk only; such lines come last."""


def init_app(app: Flask) -> None:
    """Gives the application its own list."""
    app.extensions["kept"] = []
    app.extensions["impersonal"] = {}


def add_kept(app: Flask, kept: Kept) -> None:
    """Adds something that is kept for a time."""
    app.extensions["kept"].append(kept)


def add_impersonal(app: Flask, reasons: Mapping[str, str]) -> None:
    """Names tables that say nothing about a person, each with the reason, for whoever checks (docs/retention.md)."""
    app.extensions["impersonal"].update(reasons)


def kept() -> list[Kept]:
    """All that is kept for a time: what anybody may meet before what concerns the desk."""
    found: list[Kept] = current_app.extensions["kept"]
    return sorted(found, key=lambda one: one.of_staff)


def impersonal() -> dict[str, str]:
    """Tables that say nothing about a person, by name, each with the reason."""
    found: dict[str, str] = current_app.extensions["impersonal"]
    return dict(sorted(found.items()))
