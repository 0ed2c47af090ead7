"""Which kinds of things can be found: parts and features hand over how each is read and where it has its page."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from flask import Flask, current_app
from flask_babel.speaklater import LazyString

from participation.languages import DESK_LANGUAGES, pick
from participation.types import Text


@dataclass(frozen=True)
class Document:
    """A thing in one language. ``organisation_id``: who may find it while it is not public; None for nobody."""

    kind: str
    public_id: str
    language: str
    title: str
    body: str
    organisation_id: int | None
    public: bool


@dataclass(frozen=True)
class SearchKind:
    """A kind of things.

    ``documents`` gives those of these public ids, or all of them for None, in a constant number of queries for each
    portion. ``addresses`` gives the public pages of things that have one.
    """

    kind: str
    label: LazyString
    documents: Callable[[Collection[str] | None], Iterable[Document]]
    addresses: Callable[[Collection[str]], Mapping[str, str]]


def init_kinds(app: Flask) -> None:
    """Gives the application its own register of kinds."""
    app.extensions["search_kinds"] = {}


def register_kind(app: Flask, kind: SearchKind) -> None:
    """Adds a kind of things that can be found. Raises ValueError when it is taken."""
    known: dict[str, SearchKind] = app.extensions["search_kinds"]
    if kind.kind in known:
        raise ValueError(f"two kinds of things named {kind.kind} for the search")
    known[kind.kind] = kind


def search_kinds() -> dict[str, SearchKind]:
    """The kinds of things that can be found, by name."""
    known: dict[str, SearchKind] = current_app.extensions["search_kinds"]
    return known


def in_each_language(
    kind: str, public_id: str, title: Text, body: Iterable[Mapping[str, str]], organisation_id: int | None, public: bool
) -> Iterator[Document]:
    """A document for each language that pages speak and the title has; one in another language where it has none."""
    texts = list(body)
    for language in [tag for tag in DESK_LANGUAGES if title.get(tag)] or [next(iter(title), DESK_LANGUAGES[0])]:
        said = "\n".join(filter(None, (pick(text, language) for text in texts)))
        yield Document(kind, public_id, language, pick(title, language), said, organisation_id, public)
