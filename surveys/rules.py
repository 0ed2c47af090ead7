"""A survey's life and who may answer when. Pure."""

from datetime import datetime, timedelta
from enum import StrEnum

GRACE = timedelta(hours=24)
"""How long after closing a form that was begun before is still accepted."""

MOVE_AT_LEAST = 20
"""Answers move from the spool into the database only in batches of at least this many while a survey is open."""

SHOWN_FROM = 20
"""A poster's counter is shown from this many answers on, rounded down to ten."""


class SurveyStatus(StrEnum):
    """Preparing (answers are rehearsal), open, closed (a day of grace), settled (ready to summarise)."""

    PREPARING = "preparing"
    OPEN = "open"
    CLOSED = "closed"
    SETTLED = "settled"


class Mode(StrEnum):
    """What participants are told will happen to their answers. Fixed before opening."""

    STRICT = "strict"
    RAW = "raw"


def is_accepting(status: SurveyStatus, closed_at: datetime | None, trial: bool, now: datetime) -> bool:
    """Whether an answer begun in time is still taken: while preparing only rehearsals, then until a day after closing.

    Forms are handed out before closing only, so an authentic attempt proves that it was begun in time and no moment
    needs to be stored with it.
    """
    if status == SurveyStatus.PREPARING:
        return trial
    if trial:
        return False
    if status == SurveyStatus.OPEN:
        return True
    return status == SurveyStatus.CLOSED and closed_at is not None and now < closed_at + GRACE


def may_settle(status: SurveyStatus, closed_at: datetime | None, now: datetime) -> bool:
    """Whether the grace is over and the answers can be moved, rewritten and summarised."""
    return status == SurveyStatus.CLOSED and closed_at is not None and now >= closed_at + GRACE


def shown_count(count: int) -> int:
    """What the office sees of a running count: rounded down to ten."""
    return count // 10 * 10


def batch_size(status: SurveyStatus, grace_is_over: bool) -> int:
    """How many answers must wait in the spool before they move: one when nobody can answer any more."""
    return 1 if grace_is_over or status in (SurveyStatus.PREPARING, SurveyStatus.SETTLED) else MOVE_AT_LEAST
