"""Named reads of accounts and their roles."""

from collections.abc import Collection

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from participation.accounts.models import Account, RoleAssignment
from participation.extensions import db
from participation.organisations.models import Organisation
from participation.permissions import Grant, Role


def account_by_email(email: str) -> Account | None:
    """The open account of that address (compared in lower case)."""
    return db.session.scalar(select(Account).where(Account.email == email.strip().lower(), Account.closed_at.is_(None)))


def open_account(public_id: str) -> Account | None:
    """The account with its roles, unless it is closed."""
    found = select(Account).where(Account.public_id == public_id, Account.closed_at.is_(None))
    return db.session.scalar(found.options(selectinload(Account.roles)))


def accounts(organisation_ids: Collection[int]) -> Select[Account]:
    """Accounts with a role for one of these organisations, by name, to be paged by the caller."""
    return (
        select(Account)
        .options(selectinload(Account.roles).joinedload(RoleAssignment.organisation))
        .where(Account.roles.any(RoleAssignment.organisation_id.in_(organisation_ids)))
        .order_by(Account.name, Account.id)
    )


def grants(account: Account) -> list[Grant]:
    """The account's roles with the organisations each covers: its own and all below."""
    ((_account, found),) = grants_of([account])
    return found


def grants_of(accounts: Collection[Account]) -> list[tuple[Account, list[Grant]]]:
    """The same for several accounts at once, in their order."""
    children: dict[int | None, list[int]] = {}
    for organisation_id, parent_id in db.session.execute(select(Organisation.id, Organisation.parent_id)):
        children.setdefault(parent_id, []).append(organisation_id)
    return [
        (one, [Grant(Role(role.role), frozenset(_with_below(role.organisation_id, children))) for role in one.roles])
        for one in accounts
    ]


def home(account: Account) -> int | None:
    """The organisation that the account itself belongs to: the highest one it has a role for; None without roles."""
    held = select(RoleAssignment.organisation_id).join(Organisation).where(RoleAssignment.account_id == account.id)
    return db.session.scalar(held.order_by(Organisation.parent_id.is_not(None), RoleAssignment.id).limit(1))


def _with_below(organisation_id: int, children: dict[int | None, list[int]]) -> set[int]:
    found, waiting = set(), [organisation_id]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(children.get(one, []))
    return found
