"""Named writes of accounts and their roles: inviting, giving and taking roles, closing."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import select

from participation.accounts.actions.factors import forget_second_factor
from participation.accounts.actions.sessions import end_other_sessions
from participation.accounts.actions.trail import audit
from participation.accounts.models import Account, RoleAssignment
from participation.accounts.queries import account_of_address, home, other_administrators
from participation.accounts.rules import INVITATION, INVITATION_LENGTH
from participation.errors import UserError
from participation.extensions import db
from participation.kit.personal_links.actions import issue, revoke
from participation.organisations.models import Organisation
from participation.permissions import Role


def create_account(email: str, name: str, roles: list[tuple[Role, Organisation]], now: datetime) -> Account:
    """A new account with its roles."""
    account = Account(email=email.strip().lower(), name=name, created_at=now)
    account.roles = [RoleAssignment(role=role, organisation=organisation) for role, organisation in roles]
    db.session.add(account)
    db.session.flush()
    return account


def update_own(account: Account, name: str, language: str | None, now: datetime) -> None:
    """What people say about themselves: their name, and the language they want to be spoken to in (None: any)."""
    account.name, account.language = name, language or None
    audit(account, "update_own", "account", account.public_id, now, of=home(account))


def invite(
    email: str, name: str, role: Role, organisation: Organisation, by: Account | None, now: datetime
) -> tuple[Account, str | None]:
    """An account with the role, and its invitation's secret; ``by`` None: a command.

    Who is in already gets the role and no invitation; who is not gets a new one, for whoever made the older one must
    not come to what this one opens. A closed account is opened again with nothing of what it had: neither roles nor
    anything to sign in with. Raises UserError for one's own address.
    """
    account = account_of_address(email)
    if account is not None and account.closed_at is None and account.joined_at is not None:
        give_role(account, role, organisation, by, now)
        return account, None
    if account is None:
        account = create_account(email, name, [], now)
    elif account.closed_at is not None:
        account.name, account.closed_at, account.joined_at = name, None, None
        account.roles.clear()
        db.session.flush()
    give_role(account, role, organisation, by, now)
    return account, renew_invitation(account, by, now)


def renew_invitation(account: Account, by: Account | None, now: datetime) -> str:
    """A new invitation's secret; the older one dies. Raises UserError for somebody who has signed in already."""
    if account.joined_at is not None or account.closed_at is not None:
        raise UserError(_("This account is in use or closed. It needs no invitation."))
    audit(by, "invite", "account", account.public_id, now, of=home(account))
    return issue(INVITATION, account.public_id, now, lasts=INVITATION_LENGTH, once=True)


def give_role(account: Account, role: Role, organisation: Organisation, by: Account | None, now: datetime) -> None:
    """Adds a role; an invitation that was not taken up ends with it, for others know it, and it would open more now.

    Raises UserError for one's own account, a closed one, and a role that is held already.
    """
    _refuse_own(account, by)
    if account.closed_at is not None:
        raise UserError(_("This account is closed. Please invite the person anew."))
    if any((one.role, one.organisation_id) == (role, organisation.id) for one in account.roles):
        raise UserError(_("%(name)s holds this role already.", name=account.name))
    account.roles.append(RoleAssignment(role=role, organisation_id=organisation.id))
    db.session.flush()
    revoke(INVITATION, account.public_id, now)
    audit(by, "give_role", "account", account.public_id, now, {"role": role.value}, of=organisation.id)


def take_role(account: Account, held: RoleAssignment, by: Account, now: datetime) -> None:
    """Takes a role away. Raises UserError for one's own, an account's last one, and the county's last administrator."""
    _refuse_own(account, by)
    if len(account.roles) == 1:
        raise UserError(_("This is the only role of %(name)s. Please close the account instead.", name=account.name))
    _refuse_last_administrator([held])
    account.roles.remove(held)
    audit(by, "take_role", "account", account.public_id, now, {"role": held.role}, of=held.organisation_id)


def close_account(account: Account, by: Account, now: datetime) -> None:
    """Ends everything that opens the account, at once; its roles stay written down, its audit lines too.

    Raises UserError for one's own and for the county's last administrator.
    """
    _refuse_own(account, by)
    _refuse_last_administrator(account.roles)
    account.closed_at, account.password_hash = now, None
    forget_second_factor(account)
    end_other_sessions(account, None, now)
    revoke(INVITATION, account.public_id, now)
    audit(by, "close_account", "account", account.public_id, now, of=home(account))


def _refuse_own(account: Account, by: Account | None) -> None:
    if by is not None and account.id == by.id:
        raise UserError(_("Nobody changes their own roles. Please ask another administrator."))


def _refuse_last_administrator(lost: list[RoleAssignment]) -> None:
    """The county's row is locked first, so that two administrators cannot remove each other in the same moment."""
    highest = db.session.scalar(select(Organisation).where(Organisation.parent_id.is_(None)).with_for_update())
    top = highest.id if highest else None
    losing = [one for one in lost if (one.role, one.organisation_id) == (Role.ADMINISTRATOR, top)]
    if losing and not other_administrators(losing[0]):
        raise UserError(_("Without this person nobody could manage accounts any more."))
