"""Named reads of accounts, sessions and the audit trail."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from participation.accounts.models import Account, AuditLine, LoginLink, RoleAssignment, StaffSession
from participation.accounts.rules import login_link_is_live, session_is_live
from participation.accounts.secrets import hashed
from participation.extensions import db
from participation.organisations.models import Organisation
from participation.permissions import Grant, Role


def account_by_email(email: str) -> Account | None:
    """The open account of that address (compared in lower case)."""
    return db.session.scalar(select(Account).where(Account.email == email.strip().lower(), Account.closed_at.is_(None)))


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


def live_login_link(secret: str, now: datetime) -> LoginLink | None:
    """The one-time link of this secret, if it may still be spent."""
    link = db.session.get(LoginLink, hashed(secret), options=[joinedload(LoginLink.account)])
    if link is None or link.account.closed_at is not None:
        return None
    return link if login_link_is_live(now, link.expires_at, link.used_at) else None


def grants(account: Account) -> list[Grant]:
    """The account's roles with the organisations each covers: its own and all below."""
    children: dict[int | None, list[int]] = {}
    for organisation_id, parent_id in db.session.execute(select(Organisation.id, Organisation.parent_id)):
        children.setdefault(parent_id, []).append(organisation_id)
    return [Grant(Role(role.role), frozenset(_with_below(role.organisation_id, children))) for role in account.roles]


def _with_below(organisation_id: int, children: dict[int | None, list[int]]) -> set[int]:
    found, waiting = set(), [organisation_id]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(children.get(one, []))
    return found


def audit_lines(account: Account | None = None) -> Select[AuditLine]:
    """The audit trail (of one account, or whole), newest first, to be paged by the caller."""
    lines = select(AuditLine).options(joinedload(AuditLine.account)).order_by(AuditLine.id.desc())
    return lines if account is None else lines.where(AuditLine.account_id == account.id)


def live_sessions(account: Account, now: datetime) -> list[StaffSession]:
    """The browsers the account is signed in with, the newest first."""
    found = db.session.scalars(
        select(StaffSession)
        .where(StaffSession.account_id == account.id, StaffSession.ended_at.is_(None))
        .order_by(StaffSession.started_at.desc(), StaffSession.public_id)
    )
    return [one for one in found if session_is_live(now, one.started_at, one.seen_at, one.ended_at)]


def accounts(organisation_ids: Collection[int]) -> Select[Account]:
    """Accounts with a role for one of these organisations, by name, to be paged by the caller."""
    return (
        select(Account)
        .options(selectinload(Account.roles).joinedload(RoleAssignment.organisation))
        .where(Account.roles.any(RoleAssignment.organisation_id.in_(organisation_ids)))
        .order_by(Account.name, Account.id)
    )
