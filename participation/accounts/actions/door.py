"""Named writes of what happens before anybody is signed in."""

from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.dialects import postgresql, sqlite

from participation.accounts.models import FailedTries, LinkRequest, SpentChallenge
from participation.accounts.rules import CHALLENGE_LENGTH, FREE_TRIES, TRIES_KEPT, wait_after
from participation.accounts.secrets import hashed
from participation.extensions import Model, db

APART = {"synchronize_session": False}
"""What another session may have changed in the same moment is asked for, not guessed."""


def begin_try(key_hash: str, now: datetime) -> timedelta | None:
    """Counts a try as wrong before it is looked at, so that many at once are no way around; ``end_tries`` if right.

    Returns None when the try may be made, else how long to wait. Trying while waiting does not count.
    """
    db.session.execute(delete(FailedTries).where(FailedTries.last_at < now - TRIES_KEPT))
    seen = db.session.get(FailedTries, key_hash, populate_existing=True)
    if seen is None:
        first = _first(FailedTries, key_hash=key_hash, failures=1, last_at=now, next_at=now)
        return None if first else wait_after(FREE_TRIES)
    if seen.next_at > now:
        return seen.next_at - now
    failures = seen.failures + 1
    same = update(FailedTries).where(FailedTries.key_hash == key_hash, FailedTries.failures == seen.failures)
    mine = same.values(failures=failures, last_at=now, next_at=now + wait_after(failures))
    counted = db.session.execute(mine.returning(FailedTries.key_hash), execution_options=APART).all()
    return None if counted else wait_after(failures)


def end_tries(key_hash: str) -> None:
    """Forgets the wrong tries: the right one has come."""
    db.session.execute(delete(FailedTries).where(FailedTries.key_hash == key_hash))


def spend_challenge(challenge: bytes, now: datetime) -> bool:
    """Uses the challenge up; False when it was used before."""
    db.session.execute(delete(SpentChallenge).where(SpentChallenge.spent_at < now - 2 * CHALLENGE_LENGTH))
    return _first(SpentChallenge, challenge_hash=hashed(challenge.hex()), spent_at=now)


def request_link(email: str, now: datetime) -> None:
    """Notes that a sign-in link was asked for, whether or not there is such an account."""
    db.session.add(LinkRequest(email=email.strip().lower(), asked_at=now))


def _first(model: type[Model], **values: object) -> bool:
    """Adds the row; False when another with its key is there already."""
    dialect = sqlite if db.engine.dialect.name == "sqlite" else postgresql
    row = dialect.insert(model).values(**values).on_conflict_do_nothing()
    return bool(db.session.execute(row.returning(*model.__mapper__.primary_key), execution_options=APART).all())
