"""Named reads of accounts and their roles."""

from collections.abc import Collection

from sqlalchemy import Select, func, select
from sqlalchemy.orm import contains_eager, selectinload

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


def account_of_address(email: str) -> Account | None:
    """The account of that address, open or closed."""
    return db.session.scalar(select(Account).where(Account.email == email.strip().lower()))


def other_administrators(held: RoleAssignment) -> int:
    """How many others hold the same role for the same organisation, can sign in and have done so."""
    same = (RoleAssignment.role == held.role, RoleAssignment.organisation_id == held.organisation_id)
    able = (Account.id != held.account_id, Account.closed_at.is_(None), Account.joined_at.is_not(None))
    return db.session.scalar(select(func.count(Account.id)).join(Account.roles).where(*same, *able)) or 0


def holders(organisation_ids: Collection[int]) -> dict[int, list[RoleAssignment]]:
    """Who holds which role, by organisation; accounts that are closed hold none."""
    held = (
        select(RoleAssignment)
        .join(RoleAssignment.account)
        .options(contains_eager(RoleAssignment.account))
        .where(RoleAssignment.organisation_id.in_(organisation_ids), Account.closed_at.is_(None))
        .order_by(Account.name, RoleAssignment.id)
    )
    found: dict[int, list[RoleAssignment]] = {}
    for one in db.session.scalars(held):
        found.setdefault(one.organisation_id, []).append(one)
    return found


def account_by_public_id(public_id: str) -> Account | None:
    """The account of that id, open or closed."""
    return db.session.scalar(select(Account).where(Account.public_id == public_id))


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
