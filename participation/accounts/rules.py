"""How long sign-ins and one-time links last. Pure."""

from datetime import datetime, timedelta

SESSION_LENGTH = timedelta(hours=10)
SESSION_IDLE = timedelta(hours=2)
LOGIN_LINK_LENGTH = timedelta(hours=24)


def session_is_live(now: datetime, started: datetime, seen: datetime, ended: datetime | None) -> bool:
    """Whether a staff session still counts: not ended, not older than ten hours, not idle for two."""
    return ended is None and now - started < SESSION_LENGTH and now - seen < SESSION_IDLE


def login_link_is_live(now: datetime, expires: datetime, used: datetime | None) -> bool:
    """Whether a one-time link may still be spent."""
    return used is None and now < expires
