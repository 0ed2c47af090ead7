"""The trail between public things of any feature: features say how to name their things, none imports another."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from flask import Flask, current_app

from participation.types import Text
from participation.workstreams.models import Link


@dataclass(frozen=True)
class Target:
    """A thing of the trail as people meet it: its title, the address of its public page, and the texts of its parts."""

    title: Text
    address: str
    parts: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True)
class Step:
    """A link, and the thing at its other end."""

    link: Link
    target: Target

    @property
    def part(self) -> Text:
        """The text of the part that the link names; empty when it means the whole thing."""
        return self.target.parts.get(self.link.detail, {})


Resolve = Callable[[list[str]], dict[str, Target]]
"""Public ids to targets, in a constant number of queries; things that are not public are left out."""


def init_app(app: Flask) -> None:
    """Gives the application its own table of resolvers."""
    app.extensions.setdefault("trail", {})


def register_resolver(app: Flask, kind: str, resolve: Resolve) -> None:
    """Says how things of this kind are named and found; raises ValueError when the kind is taken."""
    resolvers: dict[str, Resolve] = app.extensions.setdefault("trail", {})
    if kind in resolvers:
        raise ValueError(f"two resolvers for the kind {kind}")
    resolvers[kind] = resolve


def kinds() -> frozenset[str]:
    """The kinds of things that links may lead from and to."""
    return frozenset(current_app.extensions["trail"])


def causes(links: Sequence[Link]) -> list[Step]:
    """Where the links come from, in their order; things that are gone or not public are left out."""
    return _steps(links, [(link.from_kind, link.from_id) for link in links])


def effects(links: Sequence[Link]) -> list[Step]:
    """Where the links lead to, in their order; things that are gone or not public are left out."""
    return _steps(links, [(link.to_kind, link.to_id) for link in links])


def _steps(links: Sequence[Link], ends: Sequence[tuple[str, str]]) -> list[Step]:
    wanted: dict[str, set[str]] = {}
    for kind, public_id in ends:
        wanted.setdefault(kind, set()).add(public_id)
    resolvers: dict[str, Resolve] = current_app.extensions["trail"]
    found = {kind: resolvers[kind](sorted(ids)) for kind, ids in wanted.items() if kind in resolvers}
    return [
        Step(link, found[kind][public_id])
        for link, (kind, public_id) in zip(links, ends, strict=True)
        if public_id in found.get(kind, {})
    ]
