"""Named reads of signed-in browsers and one-time links."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from participation.accounts.models import Account, StaffSession
from participation.accounts.queries.people import account_by_public_id
from participation.accounts.rules import INVITATION, SIGN_IN, session_is_live
from participation.accounts.secrets import hashed
from participation.extensions import db
from participation.kit.personal_links.models import PersonalLink
from participation.kit.personal_links.queries import live_link


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


def live_invitation(secret: str, now: datetime) -> tuple[PersonalLink, Account] | None:
    """The invitation of this secret and the account it opens, if it may still be taken up."""
    return _live(INVITATION, secret, now)


def live_login_link(secret: str, now: datetime) -> tuple[PersonalLink, Account] | None:
    """The one-time link of this secret and its account, if it may still be spent."""
    return _live(SIGN_IN, secret, now)


def _live(purpose: str, secret: str, now: datetime) -> tuple[PersonalLink, Account] | None:
    link = live_link(purpose, secret, now)
    account = account_by_public_id(link.subject) if link else None
    return (link, account) if link and account and account.closed_at is None else None
