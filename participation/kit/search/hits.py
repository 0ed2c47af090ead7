"""Hits as pages show them: what each thing is called, where it has its page, and which words were meant."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel.speaklater import LazyString
from markupsafe import Markup

from participation.kit.search.folding import Term
from participation.kit.search.kinds import search_kinds
from participation.kit.search.models import SearchEntry
from participation.kit.search.snippets import marked, snippet

DeskPage = Callable[[str, str, int | None], str | None]
"""Kind, public id and organisation to the page of the desk that the signed-in person may open, if there is one."""


@dataclass(frozen=True)
class Hit:
    """One line of what was found. ``public``: whether everybody can find it."""

    label: LazyString
    title: Markup
    snippet: Markup
    address: str
    language: str
    public: bool


def hits(entries: Sequence[SearchEntry], wanted: list[Term], desk_page: DeskPage | None = None) -> list[Hit]:
    """The entries in their order; those whose page is gone are left out. Constant queries for each kind."""
    addresses = _public_addresses(entries)
    found = []
    for entry in entries:
        own = desk_page(entry.kind, entry.public_id, entry.organisation_id) if desk_page else None
        address = own or addresses[entry.kind].get(entry.public_id)
        if address is not None:
            label = search_kinds()[entry.kind].label
            title, text = marked(entry.title, wanted), snippet(entry.body, wanted)
            found.append(Hit(label, title, text, address, entry.language, entry.public))
    return found


def _public_addresses(entries: Sequence[SearchEntry]) -> Mapping[str, Mapping[str, str]]:
    wanted: dict[str, list[str]] = {}
    for entry in entries:
        wanted.setdefault(entry.kind, [])
        if entry.public:
            wanted[entry.kind].append(entry.public_id)
    kinds = search_kinds()
    return {kind: kinds[kind].addresses(ids) if ids and kind in kinds else {} for kind, ids in wanted.items()}
