"""Named reads of one-time codes."""

from datetime import datetime

from flask import current_app
from sqlalchemy import Select, select

from participation.extensions import db
from participation.kit.keys import keyed_hash
from participation.kit.one_time_codes.models import OneTimeCode
from participation.kit.one_time_codes.rules import is_live, read


def code_typed(purpose: str, subject: str, typed: str, now: datetime) -> OneTimeCode | None:
    """The code that somebody typed, ``spent`` or not; None when there is none like that for this thing (any more)."""
    code = read(typed)
    if code is None:
        return None
    found = db.session.scalar(select(OneTimeCode).where(OneTimeCode.code_hash == code_hash(purpose, subject, code)))
    return found if found is not None and is_live(now, found.expires_at) else None


def codes_of(purpose: str, subject: str) -> Select[OneTimeCode]:
    """All codes for a thing by holder, to be paged by the caller."""
    return (
        select(OneTimeCode)
        .where(OneTimeCode.purpose == purpose, OneTimeCode.subject == subject)
        .order_by(OneTimeCode.holder)
    )


def code_hash(purpose: str, subject: str, code: str) -> str:
    """What the database keeps of a code."""
    key: bytes = current_app.extensions["one_time_code_key"]
    return keyed_hash(key, purpose, subject, code)
