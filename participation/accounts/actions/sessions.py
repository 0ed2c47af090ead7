"""Named writes of signing in and out."""

from datetime import datetime, timedelta

from sqlalchemy import update

from participation.accounts.actions.trail import audit
from participation.accounts.models import Account, StaffSession
from participation.accounts.queries import home
from participation.accounts.rules import LOGIN_LINK_LENGTH, SIGN_IN
from participation.accounts.secrets import hashed, new_secret
from participation.extensions import db
from participation.kit.personal_links.actions import issue, revoke, spend
from participation.kit.personal_links.models import PersonalLink


def create_login_link(account: Account, now: datetime, lasts: timedelta = LOGIN_LINK_LENGTH) -> str:
    """A one-time link's secret, valid for a day unless said otherwise; the account's older one dies. Never stored."""
    secret = issue(SIGN_IN, account.public_id, now, lasts=lasts, once=True)
    audit(None, "create_login_link", "account", account.public_id, now, of=home(account))
    return secret


def spend_login_link(link: PersonalLink, now: datetime) -> bool:
    """Uses the one-time link up; False if another came first. Who gets True signs its account in."""
    return spend(link, now)


def accept_invitation(link: PersonalLink, account: Account, now: datetime) -> bool:
    """Takes an invitation up; False if another came first. Who gets True signs the account in."""
    taken = spend(link, now)
    if taken:
        audit(account, "accept_invitation", "account", account.public_id, now, of=home(account))
    return taken


def start_session(account: Account, now: datetime, *, strong: bool = False) -> str:
    """Signs the account in; returns the secret that the browser keeps. ``strong``: with both factors at once."""
    secret = new_secret()
    db.session.add(
        StaffSession(
            secret_hash=hashed(secret),
            account_id=account.id,
            started_at=now,
            seen_at=now,
            second_factor_at=now if strong else None,
        )
    )
    account.joined_at = account.joined_at or now
    audit(account, "sign_in", "account", account.public_id, now, of=home(account))
    return secret


def strengthen_session(session: StaffSession, now: datetime) -> str:
    """The second factor was given: the session goes on under a new secret, which is returned."""
    secret = new_secret()
    session.secret_hash, session.second_factor_at = hashed(secret), now
    return secret


def end_session(session: StaffSession, now: datetime) -> None:
    """Signs one browser out."""
    session.ended_at = now
    audit(session.account, "end_session", "account", session.account.public_id, now, of=home(session.account))


def end_other_sessions(account: Account, kept: StaffSession | None, now: datetime) -> int:
    """Signs all browsers but this one out (None: all) and ends an unused sign-in link; returns how many they were."""
    revoke(SIGN_IN, account.public_id, now)
    others = update(StaffSession).where(StaffSession.account_id == account.id, StaffSession.ended_at.is_(None))
    if kept is not None:
        others = others.where(StaffSession.public_id != kept.public_id)
    return len(db.session.execute(others.values(ended_at=now).returning(StaffSession.public_id)).all())


def sign_out_elsewhere(account: Account, kept: StaffSession, now: datetime) -> None:
    """Signs all of one's own browsers but this one out."""
    end_other_sessions(account, kept, now)
    audit(account, "end_other_sessions", "account", account.public_id, now, of=home(account))
