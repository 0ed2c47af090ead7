"""What every page's frame needs: brand, languages, navigation."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from participation.access import allowed, is_desk
from participation.county_access import allowed_for_county
from participation.i18n import current_language
from participation.kit.brand_style import digest, style
from participation.languages import DESK_LANGUAGES, LANGUAGES
from participation.organisations.models import Instance
from participation.organisations.queries import instance
from participation.permissions import Permission
from participation.stacking import labelled

FEATURES_FIRST = 20
SET_UP_FROM = 50
"""From this place on, an entry of the desk belongs to what is set up and looked after, not to the work of each day."""
FRAME = "participation.frame"
"""Where a request keeps its frame: a page of several panels asks for it again and again."""


@dataclass(frozen=True)
class Entry:
    """An entry of a navigation: lower places come first, 0 is the first page itself.

    ``label``: a msgid. ``permission``: None for everybody. ``of_county``: whether it must be held for the county, as
    the page belongs to no town. An entry is shown to nobody whom its page refuses.
    """

    place: int
    endpoint: str
    label: str
    permission: Permission | None = None
    of_county: bool = False


def init_app(app: Flask) -> None:
    """Gives the application its own navigation, and hands the frame's values to every template."""
    app.extensions["desk_navigation"] = []
    app.extensions["public_navigation"] = []
    app.jinja_env.filters["labelled"] = labelled
    app.context_processor(frame)


def add_desk(
    app: Flask,
    endpoint: str,
    label: str,
    permission: Permission,
    place: int = FEATURES_FIRST,
    *,
    of_county: bool = False,
) -> None:
    """Adds an entry to the desk's navigation, from place ``SET_UP_FROM`` on to its group "Set-up"."""
    app.extensions["desk_navigation"].append(Entry(place, endpoint, label, permission, of_county))


def add_public(app: Flask, endpoint: str, label: str, place: int = FEATURES_FIRST) -> None:
    """Adds an entry to the public navigation."""
    app.extensions["public_navigation"].append(Entry(place, endpoint, label))


def frame() -> dict[str, Any]:
    """Values of base.html, found once per request; the desk's own only while somebody is signed in on a desk page."""
    if FRAME not in request.environ:
        request.environ[FRAME] = _frame()
    found: dict[str, Any] = request.environ[FRAME]
    return found


def _frame() -> dict[str, Any]:
    language, brand = current_language(), instance()
    values: dict[str, Any] = {
        "instance": brand,
        "brand_stylesheet": _brand_stylesheet(brand),
        "language": language.tag,
        "direction": language.direction,
        "languages": _languages(),
        "public_navigation": [_shown(entry) for entry in _entries("public_navigation")],
        "report_address": url_for("barriers.new", ort=None if is_desk() else request.path[:300]),
        "allowed": allowed,
        "Permission": Permission,
    }
    if is_desk() and current_user.is_authenticated:
        may_see = [entry for entry in _entries("desk_navigation") if _may_see(entry)]
        values["desk_navigation"] = [_shown(entry) for entry in may_see if entry.place < SET_UP_FROM]
        values["desk_set_up"] = [_shown(entry) for entry in may_see if entry.place >= SET_UP_FROM]
        values["signed_in_as"] = current_user.account.name
        values["sign_out_url"] = url_for("accounts.sign_out")
    return values


def _brand_stylesheet(brand: Instance) -> str | None:
    """The address of the brand's colours; None while pages keep KERN's own."""
    if not brand.colour_light or not brand.colour_dark:
        return None
    return url_for("brand.stylesheet", key=digest(style(brand.colour_light, brand.colour_dark)))


def _entries(navigation: str) -> list[Entry]:
    entries: list[Entry] = current_app.extensions[navigation]
    return sorted(entries, key=lambda entry: (entry.place, entry.endpoint))


def _may_see(entry: Entry) -> bool:
    if entry.permission is None or not allowed(entry.permission):
        return False
    return not entry.of_county or allowed_for_county(entry.permission)


def _languages() -> list[tuple[str, str]]:
    """Tag and own name of each language this page can be read in.

    The answer to a form has no address of its own, and where there is nothing there is nothing in other languages.
    """
    if request.method not in ("GET", "HEAD") or request.url_rule is None:
        return []
    return [(tag, LANGUAGES[tag].own_name) for tag in g.get("offered_languages", DESK_LANGUAGES)]


def _shown(entry: Entry) -> dict[str, Any]:
    address = url_for(entry.endpoint)
    current = request.path.startswith(address) if entry.place else request.path == address
    return {"label": _(entry.label), "url": address, "current": current}
