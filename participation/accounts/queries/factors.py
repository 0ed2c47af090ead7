"""Named reads of what accounts prove themselves with."""

from collections.abc import Sequence

from sqlalchemy import exists, func, or_, select

from participation.accounts.models import Account, Authenticator, EmergencyCode, Passkey
from participation.accounts.rules import needs_second_factor
from participation.extensions import db
from participation.permissions import Role


def passkeys(account: Account) -> Sequence[Passkey]:
    """The account's passkeys, the oldest first."""
    return db.session.scalars(select(Passkey).where(Passkey.account_id == account.id).order_by(Passkey.id)).all()


def passkey_by_credential(credential_id: str) -> Passkey | None:
    """The passkey that browsers know by this id."""
    return db.session.scalar(select(Passkey).where(Passkey.credential_id == credential_id))


def authenticator(account: Account) -> Authenticator | None:
    """The account's authenticator app."""
    return db.session.get(Authenticator, account.id, populate_existing=True)


def emergency_codes_left(account: Account) -> int:
    """How many of the account's emergency codes have not been used."""
    own = select(func.count()).select_from(EmergencyCode).where(EmergencyCode.account_id == account.id)
    return db.session.scalar(own) or 0


def may_remove_factor(account: Account) -> bool:
    """Whether one second factor may be taken away: another remains, or the account needs none."""
    keys, apps = len(passkeys(account)), int(authenticator(account) is not None)
    return keys + apps > 1 or not needs_second_factor(Role(one.role) for one in account.roles)


def has_second_factor(account: Account) -> bool:
    """Whether the account has a passkey or an authenticator app."""
    own_key = exists().where(Passkey.account_id == account.id)
    own_app = exists().where(Authenticator.account_id == account.id)
    return bool(db.session.scalar(select(or_(own_key, own_app))))
