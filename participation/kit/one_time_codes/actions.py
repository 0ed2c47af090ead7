"""Named writes of one-time codes: they add to the running transaction, the edge commits."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from participation.extensions import db
from participation.kit.one_time_codes.models import OneTimeCode
from participation.kit.one_time_codes.queries import code_hash
from participation.kit.one_time_codes.rules import ALPHABET, LENGTH, shown, spelled


def issue_codes(
    purpose: str, subject: str, holders: Iterable[str], now: datetime, *, lasts: timedelta | None = None
) -> dict[str, str]:
    """A code for each holder (a running number, a public id) as it is printed; returned once, never stored.

    A holder's older code for the same thing dies. ``lasts``: None means until it is revoked.
    """
    codes = {holder: _new_code() for holder in holders}
    rows = [
        {
            "code_hash": code_hash(purpose, subject, code),
            "purpose": purpose,
            "subject": subject,
            "holder": holder,
            "spent": False,
            "issued_at": now,
            "expires_at": now + lasts if lasts is not None else None,
        }
        for holder, code in codes.items()
    ]
    if rows:
        dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
        row = dialect.insert(OneTimeCode)
        replaced = {name: row.excluded[name] for name in ("code_hash", "spent", "issued_at", "expires_at")}
        of_holder = ["purpose", "subject", "holder"]
        db.session.execute(row.on_conflict_do_update(index_elements=of_holder, set_=replaced), rows)
    return {holder: shown(code) for holder, code in codes.items()}


def spend_code(code: OneTimeCode, now: datetime) -> bool:
    """Uses the code up; False when it has ended, was replaced, or somebody was quicker."""
    live = or_(OneTimeCode.expires_at.is_(None), OneTimeCode.expires_at > now)
    this = (OneTimeCode.code_hash == code.code_hash, OneTimeCode.spent.is_(False), live)
    spent = update(OneTimeCode).where(*this).values(spent=True).returning(OneTimeCode.holder)
    return bool(db.session.execute(spent, execution_options={"synchronize_session": "fetch"}).all())


def revoke_codes(purpose: str, subject: str, holder: str | None = None) -> int:
    """Deletes the holder's code for a thing, or all codes for it; returns how many there were."""
    these = [OneTimeCode.purpose == purpose, OneTimeCode.subject == subject]
    if holder is not None:
        these.append(OneTimeCode.holder == holder)
    number = db.session.scalar(select(func.count()).select_from(OneTimeCode).where(*these)) or 0
    db.session.execute(delete(OneTimeCode).where(*these))
    return number


def delete_expired(now: datetime) -> int:
    """Deletes the codes whose time is over, commits, and returns their number."""
    gone = delete(OneTimeCode).where(OneTimeCode.expires_at <= now).returning(OneTimeCode.subject)
    number = len(db.session.execute(gone, execution_options={"synchronize_session": False}).all())
    db.session.commit()
    return number


def _new_code() -> str:
    return spelled([secrets.randbelow(len(ALPHABET)) for _ in range(LENGTH - 1)])

