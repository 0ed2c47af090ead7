"""Named writes of what people sign in with: passwords, passkeys, authenticator apps, codes for an emergency."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import delete, update

from participation.accounts.actions.door import spend_challenge
from participation.accounts.actions.sessions import end_other_sessions
from participation.accounts.actions.trail import audit
from participation.accounts.asking import SIGNING_IN, creating
from participation.accounts.challenges import is_genuine
from participation.accounts.models import Account, Authenticator, EmergencyCode, Passkey, StaffSession
from participation.accounts.passkeys import Key, Site, claimed, verify_creation, verify_use
from participation.accounts.queries import (
    authenticator,
    has_second_factor,
    home,
    may_remove_factor,
    passkey_by_credential,
)
from participation.accounts.sealing import seal, unseal
from participation.accounts.secrets import hash_password, hashed
from participation.accounts.totp import EMERGENCY_CODES, matching_step, new_emergency_code, plain_emergency_code
from participation.errors import UserError
from participation.extensions import db

AUTHENTICATOR = "authenticator"
"""What an app's secret is sealed for."""


def set_password(account: Account, password: str) -> None:
    """Replaces the account's password."""
    account.password_hash = hash_password(password)


def change_password(account: Account, password: str, session: StaffSession, now: datetime) -> None:
    """Replaces one's own password; whoever else is signed in with the account no longer is."""
    set_password(account, password)
    _changed(account, "change_password", session, now)


def add_passkey(account: Account, key: Key, name: str, session: StaffSession, now: datetime) -> list[str]:
    """Adds a passkey of one's own; returns codes for an emergency if it is the first second factor."""
    first = not has_second_factor(account)
    db.session.add(
        Passkey(
            account_id=account.id,
            credential_id=key.credential_id,
            public_key=key.public_key,
            sign_count=key.sign_count,
            name=name,
            created_at=now,
        )
    )
    _changed(account, "add_passkey", session, now)
    return replace_emergency_codes(account, now) if first else []


def remove_passkey(account: Account, passkey: Passkey, session: StaffSession, now: datetime) -> None:
    """Forgets one of one's own passkeys. Raises UserError when it is the last second factor and one is needed."""
    _refuse_last_factor(account)
    db.session.delete(passkey)
    _changed(account, "remove_passkey", session, now)


def prove_new_passkey(where: Site, account: Account, credential: str, now: datetime) -> Key | None:
    """The passkey that the account's browser has just made; None when its answer is not right, or came twice."""
    said = claimed(credential)
    if said is None or not is_genuine(said[1], creating(account), now):
        return None
    key = verify_creation(where, credential, said[1])
    known = key is not None and passkey_by_credential(key.credential_id) is not None
    return key if not known and spend_challenge(said[1], now) else None


def prove_passkey(where: Site, credential: str, now: datetime) -> Passkey | None:
    """The passkey whose owner has just signed in with it; None when the answer is not right, or came twice."""
    said = claimed(credential)
    if said is None or not is_genuine(said[1], SIGNING_IN, now):
        return None
    passkey = passkey_by_credential(said[0])
    if passkey is None or passkey.account.closed_at is not None:
        return None
    key = Key(passkey.credential_id, passkey.public_key, passkey.sign_count)
    count = verify_use(where, credential, said[1], key)
    if count is None or not spend_challenge(said[1], now) or not use_passkey(passkey, count, now):
        return None
    return passkey


def use_passkey(passkey: Passkey, sign_count: int, now: datetime) -> bool:
    """Notes that the passkey was used; False when somebody used it in the same moment."""
    same = update(Passkey).where(Passkey.id == passkey.id, Passkey.sign_count == passkey.sign_count)
    used = same.values(sign_count=sign_count, used_at=now).returning(Passkey.id)
    return bool(db.session.execute(used, execution_options={"synchronize_session": False}).all())


def set_authenticator(account: Account, secret: str, step: int, session: StaffSession, now: datetime) -> list[str]:
    """Sets the authenticator app, whose code of this step was given; returns emergency codes if it is the first."""
    first = not has_second_factor(account)
    db.session.execute(delete(Authenticator).where(Authenticator.account_id == account.id))
    sealed = seal(secret, AUTHENTICATOR, account.public_id)
    db.session.add(Authenticator(account_id=account.id, sealed_secret=sealed, last_step=step, created_at=now))
    _changed(account, "set_authenticator", session, now)
    return replace_emergency_codes(account, now) if first else []


def remove_authenticator(account: Account, session: StaffSession, now: datetime) -> None:
    """Forgets one's own authenticator app. Raises UserError when it is the last second factor and one is needed."""
    _refuse_last_factor(account)
    db.session.execute(delete(Authenticator).where(Authenticator.account_id == account.id))
    _changed(account, "remove_authenticator", session, now)


def spend_code(account: Account, typed: str, now: datetime) -> bool:
    """Uses a code of the authenticator app, or one for an emergency, up; False when it is neither, or was used."""
    return _spend_step(account, typed, now) or _spend_emergency_code(account, typed, now)


def replace_emergency_codes(account: Account, now: datetime) -> list[str]:
    """Ten new codes, returned once, never stored; the old ones no longer work."""
    _forget_emergency_codes(account)
    codes = [new_emergency_code() for _ in range(EMERGENCY_CODES)]
    db.session.add_all(EmergencyCode(code_hash=hashed(code), account_id=account.id) for code in codes)
    audit(account, "replace_emergency_codes", "account", account.public_id, now, of=home(account))
    return codes


def forget_second_factor(account: Account) -> None:
    """Takes passkeys, authenticator app and emergency codes away."""
    for model in (Passkey, Authenticator):
        db.session.execute(delete(model).where(model.account_id == account.id))
    _forget_emergency_codes(account)


def reset_second_factor(account: Account, by: Account | None, now: datetime) -> None:
    """Lets somebody who has lost it set up a new second factor at the next sign-in; ``by`` None: a command."""
    forget_second_factor(account)
    end_other_sessions(account, None, now)
    audit(by, "reset_second_factor", "account", account.public_id, now, of=home(account))


def _spend_step(account: Account, typed: str, now: datetime) -> bool:
    app = authenticator(account)
    secret = unseal(app.sealed_secret, AUTHENTICATOR, account.public_id) if app else None
    if app is None or secret is None:
        return False
    step = matching_step(secret, typed, now, app.last_step)
    if step is None:
        return False
    newer = update(Authenticator).where(Authenticator.account_id == account.id, Authenticator.last_step < step)
    spent = newer.values(last_step=step).returning(Authenticator.account_id)
    return bool(db.session.execute(spent, execution_options={"synchronize_session": False}).all())


def _spend_emergency_code(account: Account, typed: str, now: datetime) -> bool:
    code_hash = hashed(plain_emergency_code(typed))
    this = delete(EmergencyCode).where(EmergencyCode.account_id == account.id, EmergencyCode.code_hash == code_hash)
    spent = db.session.execute(this.returning(EmergencyCode.account_id)).all()
    if spent:
        audit(account, "use_emergency_code", "account", account.public_id, now, of=home(account))
    return bool(spent)


def _forget_emergency_codes(account: Account) -> None:
    db.session.execute(delete(EmergencyCode).where(EmergencyCode.account_id == account.id))


def _refuse_last_factor(account: Account) -> None:
    if not may_remove_factor(account):
        raise UserError(_("This is your only second factor. Please set up another one first."))


def _changed(account: Account, action: str, session: StaffSession, now: datetime) -> None:
    """Whoever changes what opens the account ends every other session: it may be a thief's."""
    end_other_sessions(account, session, now)
    audit(account, action, "account", account.public_id, now, of=home(account))
