"""Named reads of signed-in browsers and one-time links."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from participation.accounts.models import Account, LoginLink, StaffSession
from participation.accounts.rules import login_link_is_live, session_is_live
from participation.accounts.secrets import hashed
from participation.extensions import db


def live_session(secret: str, now: datetime) -> StaffSession | None:
    """The signed-in session that this secret opens, if it still counts."""
    session = db.session.get(
        StaffSession,
        hashed(secret),
        options=[joinedload(StaffSession.account).options(selectinload(Account.roles))],
    )
    if session is None or session.account.closed_at is not None:
        return None
    return session if session_is_live(now, session.started_at, session.seen_at, session.ended_at) else None


def live_sessions(account: Account, now: datetime) -> list[StaffSession]:
    """The browsers the account is signed in with, the newest first."""
    found = db.session.scalars(
        select(StaffSession)
        .where(StaffSession.account_id == account.id, StaffSession.ended_at.is_(None))
        .order_by(StaffSession.started_at.desc(), StaffSession.public_id)
    )
    return [one for one in found if session_is_live(now, one.started_at, one.seen_at, one.ended_at)]


def live_login_link(secret: str, now: datetime) -> LoginLink | None:
    """The one-time link of this secret, if it may still be spent."""
    link = db.session.get(LoginLink, hashed(secret), options=[joinedload(LoginLink.account)])
    if link is None or link.account.closed_at is not None:
        return None
    return link if login_link_is_live(now, link.expires_at, link.used_at) else None
