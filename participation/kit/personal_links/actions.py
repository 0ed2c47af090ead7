"""Named writes of personal links: they add to the running transaction, the edge commits.

Who comes second at the same moment is decided by the table's keys, never by what was read before.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, exists, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from participation.accounts.secrets import hashed, new_secret
from participation.extensions import db
from participation.kit.personal_links.models import PersonalLink
from participation.kit.personal_links.queries import link_purposes
from participation.kit.personal_links.rules import is_live


def issue(purpose: str, subject: str, now: datetime, *, lasts: timedelta | None = None, once: bool = False) -> str:
    """A new link's secret for the subject (a public id), returned once, never stored. Its older link dies.

    ``lasts``: None means until it is revoked. ``once``: the link is meant for one ``spend``.
    Raises ValueError for a purpose that nobody registered.
    """
    if purpose not in link_purposes():
        raise ValueError(f"nobody registered links for {purpose}")
    secret = new_secret()
    facts = {
        "secret_hash": hashed(secret),
        "once": once,
        "issued_at": now,
        "expires_at": now + lasts if lasts is not None else None,
    }
    dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    row = dialect.insert(PersonalLink).values(purpose=purpose, subject=subject, **facts)
    db.session.execute(row.on_conflict_do_update(index_elements=["purpose", "subject"], set_=facts))
    return secret


def spend(link: PersonalLink, now: datetime) -> bool:
    """Uses the link; False when it has ended in the meantime, or somebody was quicker with a link for one use.

    A link for one use is gone afterwards, any other stays.
    """
    live = or_(PersonalLink.expires_at.is_(None), PersonalLink.expires_at > now)
    this = (PersonalLink.secret_hash == link.secret_hash, live)
    if not link.once:
        return bool(db.session.scalar(select(exists().where(*this))))
    gone = delete(PersonalLink).where(*this).returning(PersonalLink.subject)
    return bool(db.session.execute(gone, execution_options={"synchronize_session": False}).all())


def revoke(purpose: str, subject: str, now: datetime) -> int:
    """Ends the subject's link of that purpose; returns how many were still live: one or none."""
    this = (PersonalLink.purpose == purpose, PersonalLink.subject == subject)
    gone = delete(PersonalLink).where(*this).returning(PersonalLink.expires_at)
    ended = db.session.execute(gone, execution_options={"synchronize_session": False}).all()
    return sum(is_live(now, expires) for (expires,) in ended)


def delete_expired(now: datetime) -> int:
    """Deletes the links whose time is over, commits, and returns their number."""
    gone = delete(PersonalLink).where(PersonalLink.expires_at <= now).returning(PersonalLink.subject)
    number = len(db.session.execute(gone, execution_options={"synchronize_session": False}).all())
    db.session.commit()
    return number
