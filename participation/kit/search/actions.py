"""Named writes of the search: they add to the running transaction; ``rebuild`` commits portion by portion."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from itertools import islice

from sqlalchemy import delete, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from participation.extensions import db
from participation.kit.search.folding import LONGEST_TEXT, fold
from participation.kit.search.kinds import Document, search_kinds
from participation.kit.search.models import SearchEntry

PORTION = 200


def refresh(kind: str, public_ids: Collection[str], now: datetime) -> None:
    """Lets these things be found as they are now, and no longer what is gone; call it after each write to one."""
    known = search_kinds().get(kind)
    if known is None:
        return
    documents = list(known.documents(public_ids))
    _write(documents, now)
    kept = {(one.public_id, one.language) for one in documents}
    of_these = select(SearchEntry.id, SearchEntry.public_id, SearchEntry.language).where(
        SearchEntry.kind == kind, SearchEntry.public_id.in_(public_ids)
    )
    _delete([key for key, *name in db.session.execute(of_these) if tuple(name) not in kept])


def index(
    kind: str,
    public_id: str,
    title: str,
    body: str,
    language: str,
    organisation_id: int | None,
    public: bool,
    now: datetime,
) -> None:
    """Lets a thing be found by these words in this language; what was found of it before is replaced."""
    _write([Document(kind, public_id, language, title, body, organisation_id, public)], now)


def remove(kind: str, public_id: str) -> None:
    """Lets a thing be found no longer, in any language."""
    db.session.execute(delete(SearchEntry).where(SearchEntry.kind == kind, SearchEntry.public_id == public_id))


def rebuild(now: datetime) -> int:
    """Brings the whole index up to date and commits; returns how many entries there are.

    Only what differs is written, so a repeat costs reading. Things that change meanwhile are left as they are then.
    """
    number = 0
    for kind in search_kinds().values():
        kept: set[tuple[str, str]] = set()
        for documents in _portions(kind.documents(None)):
            _write(documents, now)
            db.session.commit()
            kept |= {(one.public_id, one.language) for one in documents}
        before = select(SearchEntry.id, SearchEntry.public_id, SearchEntry.language).where(
            SearchEntry.kind == kind.kind, SearchEntry.changed_at < now
        )
        _delete([key for key, *name in db.session.execute(before) if tuple(name) not in kept])
        number += len(kept)
    db.session.execute(delete(SearchEntry).where(SearchEntry.kind.not_in(list(search_kinds()))))
    db.session.commit()
    return number


def _write(documents: Iterable[Document], now: datetime) -> None:
    rows = [
        {
            "kind": one.kind,
            "public_id": one.public_id,
            "language": one.language,
            "title": one.title,
            "body": one.body[:LONGEST_TEXT],
            "folded_title": fold(one.title),
            "folded_body": fold(one.body),
            "organisation_id": one.organisation_id,
            "public": one.public,
            "changed_at": now,
        }
        for one in documents
    ]
    if not rows:
        return
    dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    row = dialect.insert(SearchEntry)
    facts = ("title", "body", "folded_title", "folded_body", "organisation_id", "public")
    new = {name: row.excluded[name] for name in (*facts, "changed_at")}
    differs = or_(*(getattr(SearchEntry, name).is_distinct_from(row.excluded[name]) for name in facts))
    names = ["kind", "public_id", "language"]
    db.session.execute(row.on_conflict_do_update(index_elements=names, set_=new, where=differs), rows)


def _delete(ids: list[int]) -> None:
    for start in range(0, len(ids), PORTION):
        db.session.execute(delete(SearchEntry).where(SearchEntry.id.in_(ids[start : start + PORTION])))


def _portions(documents: Iterable[Document]) -> Iterator[list[Document]]:
    rest = iter(documents)
    while portion := list(islice(rest, PORTION)):
        yield portion
