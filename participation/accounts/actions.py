"""Named writes of accounts: they add to the running transaction, the edge commits."""

from datetime import datetime

from sqlalchemy import update

from participation.accounts.models import Account, AuditLine, LoginLink, RoleAssignment, StaffSession
from participation.accounts.rules import LOGIN_LINK_LENGTH
from participation.accounts.secrets import hash_password, hashed, new_secret
from participation.extensions import db
from participation.organisations.models import Organisation
from participation.permissions import Role
from participation.types import Json


def create_account(email: str, name: str, roles: list[tuple[Role, Organisation]], now: datetime) -> Account:
    """A new account with its roles."""
    account = Account(email=email.strip().lower(), name=name, created_at=now)
    account.roles = [RoleAssignment(role=role, organisation=organisation) for role, organisation in roles]
    db.session.add(account)
    db.session.flush()
    return account


def set_password(account: Account, password: str) -> None:
    """Replaces the account's password."""
    account.password_hash = hash_password(password)


def create_login_link(account: Account, now: datetime) -> str:
    """A one-time link's secret, valid for a day. Returned once, never stored. Only a command asks for one."""
    secret = new_secret()
    db.session.add(LoginLink(secret_hash=hashed(secret), account_id=account.id, expires_at=now + LOGIN_LINK_LENGTH))
    audit(None, "create_login_link", "account", account.public_id, now)
    return secret


def start_session(account: Account, now: datetime) -> str:
    """Signs the account in; returns the secret that the browser keeps."""
    secret = new_secret()
    db.session.add(StaffSession(secret_hash=hashed(secret), account_id=account.id, started_at=now, seen_at=now))
    audit(account, "sign_in", "account", account.public_id, now)
    return secret


def spend_login_link(link: LoginLink, now: datetime) -> str | None:
    """Uses the one-time link up and signs its account in; returns the session's secret, None if another came first."""
    unused = update(LoginLink).where(LoginLink.secret_hash == link.secret_hash, LoginLink.used_at.is_(None))
    spent = db.session.execute(unused.values(used_at=now).returning(LoginLink.account_id)).all()
    return start_session(link.account, now) if spent else None


def end_session(session: StaffSession, now: datetime) -> None:
    """Signs one browser out."""
    session.ended_at = now
    audit(session.account, "end_session", "account", session.account.public_id, now)


def audit(
    account: Account | None, action: str, subject_kind: str, subject_id: str, now: datetime, details: Json | None = None
) -> None:
    """Writes one line of the audit trail; ``account`` is None when a command or a job acted."""
    db.session.add(
        AuditLine(
            at=now,
            account_id=account.id if account else None,
            action=action,
            subject_kind=subject_kind,
            subject_id=subject_id,
            details=details or {},
        )
    )
