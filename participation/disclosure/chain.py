"""Can everybody see that no release was changed, left out or put in afterwards?"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from participation.disclosure.canonical import canonical_json, sha256_hex
from participation.disclosure.document import FORMAT, FORMAT_VERSION
from participation.disclosure.plan import Problem


def verify_chain(releases: Iterable[tuple[bytes, str]]) -> list[Problem]:
    """Return what is wrong with ``releases``, each (bytes of the JSON, published SHA-256), the oldest first.

    Every release must have the bytes of its hash, be canonical, have an id of its own and name the one before.
    """
    problems: list[Problem] = []
    previous: str | None = None
    seen: set[str] = set()
    for place, (data, published) in enumerate(releases, start=1):
        path = f"release {place}"
        if sha256_hex(data) != published:
            problems.append(Problem(path, "the bytes do not have the published SHA-256"))
        document = _document(data)
        if document is None:
            problems.append(Problem(path, "is not a canonical release document"))
        else:
            if document.get("previous") != previous:
                problems.append(Problem(path, "does not name the release before it"))
            identity = str(document.get("id"))
            if identity in seen:
                problems.append(Problem(path, f"the id {identity} was used before"))
            seen.add(identity)
        previous = published
    return problems


def verify_csv(json_bytes: bytes, csv_bytes: bytes) -> list[Problem]:
    """Return a problem when ``csv_bytes`` are not the table that the release ``json_bytes`` names."""
    document = _document(json_bytes)
    if document is None or document.get("csv_sha256") != sha256_hex(csv_bytes):
        return [Problem("csv", "the bytes do not have the SHA-256 that the release names")]
    return []


def _document(data: bytes) -> dict[str, Any] | None:
    try:
        document = json.loads(data)
        canonical = canonical_json(document)
    # A hostile file may be no UTF-8, no JSON, hold lone surrogates or be nested without end.
    except (ValueError, RecursionError):
        return None
    if not isinstance(document, dict) or canonical != data:
        return None
    known = document.get("format") == FORMAT and document.get("format_version") == FORMAT_VERSION
    return document if known else None
