"""Links that let one person do one thing without an account: issued once, kept as a hash, renewed, spent, revoked."""

from flask import Flask
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from participation.kept import Kept, add_kept
from participation.kit.personal_links.actions import delete_expired


def init_app(app: Flask) -> None:
    """Prepares the register of purposes and the deletion of expired links."""
    app.extensions["link_purposes"] = {}
    add_kept(
        app,
        Kept(
            _l("Personal links, as hashes: what each is for, and until when"),
            _l("To let somebody do one thing without an account"),
            None,
            _l("until used up, revoked or replaced, or until the day named with the link"),
            delete_expired,
            ("personal_link",),
        ),
    )


def register_purpose(app: Flask, purpose: str, label: LazyString) -> None:
    """Says what links are issued for, in a few words. Raises ValueError when the purpose is taken."""
    purposes: dict[str, LazyString] = app.extensions["link_purposes"]
    if purpose in purposes:
        raise ValueError(f"there are two purposes of links named {purpose}")
    purposes[purpose] = label
