"""How long sign-ins last, who needs a second factor, how long to wait after wrong tries. Pure."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from participation.permissions import Grant, Role

SESSION_LENGTH = timedelta(hours=10)
SESSION_IDLE = timedelta(hours=2)
FRESH_LENGTH = timedelta(minutes=30)
"""How long after signing in passwords, passkeys and second factors may be changed."""

SIGN_IN = "sign_in"
"""The purpose of personal links that sign in; their subject is the account's public id."""

INVITATION = "invitation"
"""The purpose of personal links that open a new account; their subject is the account's public id."""

INVITATION_LENGTH = timedelta(days=14)
LOGIN_LINK_LENGTH = timedelta(hours=24)
MAILED_LINK_LENGTH = timedelta(hours=1)
MAILED_LINK_REST = timedelta(minutes=10)
"""A link that was mailed so recently is not replaced: who asks again and again for others spoils no link of theirs."""

CHALLENGE_LENGTH = timedelta(minutes=10)
FREE_TRIES = 3
LONGEST_WAIT = timedelta(minutes=15)
TRIES_KEPT = timedelta(days=1)
NEED_SECOND_FACTOR = frozenset({Role.ADMINISTRATOR, Role.REVIEWER})


def session_is_live(now: datetime, started: datetime, seen: datetime, ended: datetime | None) -> bool:
    """Whether a staff session still counts: not ended, not older than ten hours, not idle for two."""
    return ended is None and now - started < SESSION_LENGTH and now - seen < SESSION_IDLE


def is_fresh(now: datetime, started: datetime) -> bool:
    """Whether somebody signed in so recently that they may change what they sign in with."""
    return now - started < FRESH_LENGTH


def needs_second_factor(roles: Iterable[Role]) -> bool:
    """Whether one of the roles is so powerful that a password alone must not open it."""
    return not NEED_SECOND_FACTOR.isdisjoint(roles)


def is_guarded(grant: Grant) -> bool:
    """Whether what is held must not be opened by a password alone: such a role, or a duty handed over by its holder."""
    return grant.role is None or needs_second_factor([grant.role])


def wait_after(failures: int) -> timedelta:
    """How long the next try waits after so many wrong ones in a row: it doubles, up to a quarter of an hour."""
    if failures < FREE_TRIES:
        return timedelta()
    return min(LONGEST_WAIT, timedelta(seconds=2 ** min(failures - FREE_TRIES + 1, 20)))
