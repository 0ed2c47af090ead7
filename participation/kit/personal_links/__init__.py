"""Links that let one person do one thing without an account: issued once, kept as a hash, renewed, spent, revoked."""

from flask import Flask
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from participation.kit.personal_links.actions import delete_expired


def init_app(app: Flask) -> None:
    """Prepares the register of purposes and the deletion of expired links."""
    from participation.jobs import Job, add_job  # noqa: PLC0415  # its page asks who is signed in: accounts stand on links

    app.extensions["link_purposes"] = {}
    label = _l("Delete personal links that have expired")
    add_job(app, Job("personal links: delete expired ones", 3_600, delete_expired, label))


def register_purpose(app: Flask, purpose: str, label: LazyString) -> None:
    """Says what links are issued for, in a few words. Raises ValueError when the purpose is taken."""
    purposes: dict[str, LazyString] = app.extensions["link_purposes"]
    if purpose in purposes:
        raise ValueError(f"there are two purposes of links named {purpose}")
    purposes[purpose] = label
