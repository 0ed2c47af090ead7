"""Named writes of accounts and their roles."""

from datetime import datetime

from participation.accounts.models import Account, RoleAssignment
from participation.accounts.secrets import hash_password
from participation.extensions import db
from participation.organisations.models import Organisation
from participation.permissions import Role


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
