"""Named reads of personal links."""

from datetime import datetime

from flask import current_app
from flask_babel.speaklater import LazyString
from sqlalchemy import select

from participation.accounts.secrets import hashed
from participation.extensions import db
from participation.kit.personal_links.models import PersonalLink
from participation.kit.personal_links.rules import is_live


def live_link(purpose: str, secret: str, now: datetime) -> PersonalLink | None:
    """The link of this purpose and secret; None when it has expired, or was spent, revoked, replaced or made up."""
    link = db.session.scalar(
        select(PersonalLink).where(PersonalLink.secret_hash == hashed(secret), PersonalLink.purpose == purpose)
    )
    return link if link is not None and is_live(now, link.expires_at) else None


def link_of(purpose: str, subject: str, now: datetime) -> PersonalLink | None:
    """The live link of a subject, to say since when there is one; its secret is known to its holder only."""
    link = db.session.scalar(
        select(PersonalLink).where(PersonalLink.purpose == purpose, PersonalLink.subject == subject)
    )
    return link if link is not None and is_live(now, link.expires_at) else None


def link_purposes() -> dict[str, LazyString]:
    """What personal links are issued for: each purpose with its label."""
    purposes: dict[str, LazyString] = current_app.extensions["link_purposes"]
    return purposes
