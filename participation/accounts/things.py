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
    pages: dict[str, str] = current_app.extensions["thing_pages"]
    return {
        line.id: url_for(pages[line.subject_kind], public_id=line.subject_id)
        for line in lines
        if line.subject_kind in pages and line.subject_id and _may_open(pages[line.subject_kind], line.organisation_id)
    }


def _may_open(endpoint: str, organisation_id: int | None) -> bool:
    needed = getattr(current_app.view_functions[endpoint], "access", None)
    return isinstance(needed, Permission) and organisation_id is not None and allowed(needed, organisation_id)
