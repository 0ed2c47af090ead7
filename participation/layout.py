"""What every page's frame needs: brand, languages, navigation."""

from typing import Any

from flask import Flask, g, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from participation.access import allowed
from participation.i18n import current_language
from participation.languages import DESK_LANGUAGES, LANGUAGES
from participation.organisations.queries import instance
from participation.permissions import Permission

DESK: list[tuple[str, str, Permission]] = []
"""The desk's navigation: (endpoint, English label, permission). Parts and features add theirs in init_app."""

PUBLIC: list[tuple[str, str]] = []
"""The public navigation: (endpoint, English label)."""


def add_desk(endpoint: str, label: str, permission: Permission) -> None:
    """Adds an entry to the desk's navigation, once however many applications are made."""
    if (endpoint, label, permission) not in DESK:
        DESK.append((endpoint, label, permission))


def add_public(endpoint: str, label: str) -> None:
    """Adds an entry to the public navigation, once however many applications are made."""
    if (endpoint, label) not in PUBLIC:
        PUBLIC.append((endpoint, label))


def init_app(app: Flask) -> None:
    """Hands the frame's values to every template."""
    app.context_processor(frame)


def frame() -> dict[str, Any]:
    """Values of base.html; the desk's own only while somebody is signed in on a desk page."""
    language = current_language()
    values: dict[str, Any] = {
        "instance": instance(),
        "language": language.tag,
        "direction": language.direction,
        "languages": _languages(),
        "public_navigation": [_entry(endpoint, label) for endpoint, label in PUBLIC],
        "allowed": allowed,
        "Permission": Permission,
    }
    if is_desk() and current_user.is_authenticated:
        values["desk_navigation"] = [_entry(endpoint, label) for endpoint, label, needed in DESK if allowed(needed)]
        values["signed_in_as"] = current_user.account.name
        values["sign_out_url"] = url_for("accounts.sign_out")
    return values


def _languages() -> list[tuple[str, str]]:
    """Tag and own name of each language this page can be read in.

    The answer to a form has no address of its own, and where there is nothing there is nothing in other languages.
    """
    if request.method not in ("GET", "HEAD") or request.url_rule is None:
        return []
    return [(tag, LANGUAGES[tag].own_name) for tag in g.get("offered_languages", DESK_LANGUAGES)]


def is_desk() -> bool:
    """Whether this address belongs to the office: only there is anybody's session looked at."""
    return request.path.startswith(("/verwaltung", "/konto"))


def _entry(endpoint: str, label: str) -> dict[str, Any]:
    address = url_for(endpoint)
    return {"label": _(label), "url": address, "current": request.path.startswith(address)}
