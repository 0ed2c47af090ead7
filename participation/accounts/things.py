"""Where the things of the audit trail have their pages at the desk."""

from collections.abc import Mapping, Sequence

from flask import Flask, current_app, url_for

from participation.access import allowed
from participation.accounts.models import AuditLine
from participation.permissions import Permission


def init_app(app: Flask) -> None:
    """Gives the application its own table of pages."""
    app.extensions.setdefault("thing_pages", {})


def register_thing_page(app: Flask, kind: str, endpoint: str) -> None:
    """Says which page of the desk shows things of this kind; it takes their ``public_id``.

    Raises ValueError when the kind has a page already.
    """
    pages: dict[str, str] = app.extensions.setdefault("thing_pages", {})
    if kind in pages:
        raise ValueError(f"two pages for things of the kind {kind}")
    pages[kind] = endpoint


def things_of(lines: Sequence[AuditLine]) -> Mapping[int, str]:
    """Key of each line to the page of its thing, for those that have one which the signed-in person may open."""
    pages = {line.id: thing_page(line.subject_kind, line.subject_id, line.organisation_id) for line in lines}
    return {key: page for key, page in pages.items() if page is not None}


def thing_page(kind: str, public_id: str, organisation_id: int | None) -> str | None:
    """The page of a thing at the desk; None when it has none that the signed-in person may open."""
    endpoint = current_app.extensions["thing_pages"].get(kind)
    if endpoint is None or not public_id or not _may_open(endpoint, organisation_id):
        return None
    return url_for(endpoint, public_id=public_id)


def _may_open(endpoint: str, organisation_id: int | None) -> bool:
    needed = getattr(current_app.view_functions[endpoint], "access", None)
    return isinstance(needed, Permission) and organisation_id is not None and allowed(needed, organisation_id)
