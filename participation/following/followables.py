"""What can be followed: parts and features register their kinds, as they do for the trail."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask import Flask, current_app

from participation.types import Text


@dataclass(frozen=True)
class Followable:
    """A thing as its followers know it: its title, and the path of its public page."""

    title: Text
    address: str


Resolve = Callable[[Sequence[str]], Mapping[str, Followable]]
"""Public ids to things, in a constant number of queries and without a request; what is not public is left out."""

PublicIds = Callable[[Sequence[str]], Sequence[str]]
"""Slugs to public ids, for things that others know by their slugs."""


@dataclass(frozen=True)
class Kind:
    """How things of one kind are found."""

    resolve: Resolve
    public_ids: PublicIds | None = None


def register_followable(app: Flask, kind: str, resolve: Resolve, public_ids: PublicIds | None = None) -> None:
    """Says that things of this kind can be followed. Raises ValueError when the kind is taken."""
    known: dict[str, Kind] = app.extensions.setdefault("followables", {})
    if kind in known:
        raise ValueError(f"two kinds of things to follow are called {kind}")
    known[kind] = Kind(resolve, public_ids)


def followable(kind: str, public_id: str) -> Followable | None:
    """The thing; None when there is none that everybody may see."""
    known: dict[str, Kind] = current_app.extensions["followables"]
    return known[kind].resolve([public_id]).get(public_id) if kind in known else None


def followables(things: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Followable]:
    """Several things (kind, public id) at once, in a constant number of queries for each kind."""
    known: dict[str, Kind] = current_app.extensions["followables"]
    found: dict[tuple[str, str], Followable] = {}
    for kind in sorted({kind for kind, _ in things} & set(known)):
        wanted = sorted({public_id for of, public_id in things if of == kind})
        found |= {(kind, public_id): one for public_id, one in known[kind].resolve(wanted).items()}
    return found


def public_ids(kind: str, slugs: Sequence[str]) -> Sequence[str]:
    """Public ids of the things of this kind with these slugs; none where the kind is not known by slugs."""
    known: dict[str, Kind] = current_app.extensions["followables"]
    ask = known[kind].public_ids if kind in known else None
    return ask(slugs) if ask is not None else []
