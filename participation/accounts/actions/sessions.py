"""Named writes of signing in and out."""

from datetime import datetime

from sqlalchemy import update

from participation.accounts.actions.trail import audit
from participation.accounts.models import Account, LoginLink, StaffSession
from participation.accounts.queries import home
from participation.accounts.rules import LOGIN_LINK_LENGTH
from participation.accounts.secrets import hashed, new_secret
from participation.extensions import db


def create_login_link(account: Account, now: datetime) -> str:
    """A one-time link's secret, valid for a day. Returned once, never stored. Only a command asks for one."""
    secret = new_secret()
    db.session.add(LoginLink(secret_hash=hashed(secret), account_id=account.id, expires_at=now + LOGIN_LINK_LENGTH))
    audit(None, "create_login_link", "account", account.public_id, now, of=home(account))
    return secret


def start_session(account: Account, now: datetime) -> str:
    """Signs the account in; returns the secret that the browser keeps."""
    secret = new_secret()
    db.session.add(StaffSession(secret_hash=hashed(secret), account_id=account.id, started_at=now, seen_at=now))
    audit(account, "sign_in", "account", account.public_id, now, of=home(account))
    return secret


def spend_login_link(link: LoginLink, now: datetime) -> str | None:
    """Uses the one-time link up and signs its account in; returns the session's secret, None if another came first."""
    unused = update(LoginLink).where(LoginLink.secret_hash == link.secret_hash, LoginLink.used_at.is_(None))
    spent = db.session.execute(unused.values(used_at=now).returning(LoginLink.account_id)).all()
    return start_session(link.account, now) if spent else None


def end_session(session: StaffSession, now: datetime) -> None:
    """Signs one browser out."""
    session.ended_at = now
    audit(session.account, "end_session", "account", session.account.public_id, now, of=home(session.account))
