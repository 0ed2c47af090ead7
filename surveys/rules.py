"""A survey's life and who may answer when. Pure."""

from datetime import date, datetime, timedelta
from enum import StrEnum

KIND = "survey"
"""As what the platform knows surveys: in summaries, links and the audit trail."""

GRACE = timedelta(hours=24)
"""How long after closing a form that was begun before is still accepted."""

SETTLING_MARGIN = timedelta(minutes=2)
"""How long after the grace the last answers, accepted in its last second, are waited for."""

ANSWERS_KEPT = timedelta(days=30)
"""How long individual answers are kept after their release."""

ANSWERS_KEPT_UNRELEASED = timedelta(days=365)
"""How long individual answers are kept after closing when nothing has been released."""

TEXTS_KEPT = timedelta(days=90)
"""How long free texts are kept after the release, for people who read them for the strategy."""

SUMMARISED_WITHIN = timedelta(days=14)
"""How soon after the grace the free texts should have been read and a summary drawn."""

MOVE_AT_LEAST = 20
"""Answers move from the spool into the database only in batches of at least this many while a survey is open."""

SHOWN_FROM = 20
"""A poster's counter is shown from this many answers on, rounded down to ten."""


class SurveyStatus(StrEnum):
    """Preparing (answers are on trial), open, closed (a day of grace), settled (ready to summarise)."""

    PREPARING = "preparing"
    OPEN = "open"
    CLOSED = "closed"
    SETTLED = "settled"


FINISHED = (SurveyStatus.CLOSED, SurveyStatus.SETTLED)
"""Nobody gets a new form any more."""


def is_accepting(status: SurveyStatus, closed_at: datetime | None, trial: bool, now: datetime) -> bool:
    """Whether an answer begun in time is still taken: while preparing only trials, then until a day after closing.

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


def shown_late(count: int) -> int | None:
    """What the office sees of the answers that came too late: rounded down to ten; 0 means fewer, None none at all."""
    return shown_count(count) if count else None


def batch_size(status: SurveyStatus, grace_is_over: bool) -> int:
    """How many answers must wait in the spool before they move: one when nobody can answer any more."""
    return 1 if grace_is_over or status in (SurveyStatus.PREPARING, SurveyStatus.SETTLED) else MOVE_AT_LEAST


def is_due_to_close(closes_on: date | None, today: date) -> bool:
    """Whether the survey's last day has passed."""
    return closes_on is not None and today > closes_on


class Band(StrEnum):
    """How many texts carry a theme, in the only words that are ever published of it."""

    RARE = "rare"
    SEVERAL = "several"
    OFTEN = "often"


THEME_TEXTS = 5
"""A theme is published from this many texts on (docs/disclosure.md): fewer could be one family or one club."""

THEME_TOWNS = 2
"""A theme is published when its texts come from at least this many towns, so that it points to none of them."""

BANDS_FROM = ((25, Band.OFTEN), (10, Band.SEVERAL), (THEME_TEXTS, Band.RARE))


def theme_band(texts: int, towns: int) -> Band | None:
    """The word for a theme with that many texts of that many different towns; None while it may not be published.

    Texts whose town is unknown count as texts and as no town.
    """
    if towns < THEME_TOWNS:
        return None
    return next((band for least, band in BANDS_FROM if texts >= least), None)


def poster_count(count: int) -> int | None:
    """What the office sees of a poster's counter: rounded down to ten, nothing below twenty."""
    return shown_count(count) if count >= SHOWN_FROM else None


def answers_end(closed_at: datetime, released_at: datetime | None) -> datetime:
    """When individual answers are deleted: 30 days after their release, a year after closing at the latest."""
    return min(closed_at + ANSWERS_KEPT_UNRELEASED, (released_at or closed_at + ANSWERS_KEPT_UNRELEASED) + ANSWERS_KEPT)


def texts_end(closed_at: datetime, released_at: datetime | None) -> datetime:
    """When free texts are deleted: 90 days after the release, a year after closing at the latest."""
    return min(closed_at + ANSWERS_KEPT_UNRELEASED, (released_at or closed_at + ANSWERS_KEPT_UNRELEASED) + TEXTS_KEPT)
