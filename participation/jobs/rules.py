"""When work is due, when a lease is free, how often a task is tried, how long things are kept. Pure."""

from datetime import datetime, timedelta
from enum import StrEnum

LEASE = timedelta(seconds=60)
"""After so long without a sign of life, whoever held a piece of work is taken for dead and another one does it."""

RENEW_EVERY = timedelta(seconds=15)
REPORT_EVERY = timedelta(minutes=15)
"""How often a node says that it still does its own work: rarely, for its ticks are seconds apart."""

MOST_ATTEMPTS = 3
"""A task that took its process with it so often is not tried again."""

MOST_FILE_BYTES = 10_000_000
FILES_KEPT = timedelta(days=7)
TASKS_KEPT = timedelta(days=30)
NEWS = timedelta(hours=24)
"""How long the desk's first page tells the starter of a task that it has ended."""


class TaskState(StrEnum):
    """A task's life; the last two are final."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


ENDED = (TaskState.DONE, TaskState.FAILED)


def lease_is_free(lease_until: datetime | None, now: datetime) -> bool:
    """Whether nobody holds the lease, or whoever did has given no sign of life for too long."""
    return lease_until is None or lease_until <= now


def next_run(
    every: timedelta, started_at: datetime | None, requested_at: datetime | None, lease_until: datetime | None
) -> datetime | None:
    """When the work is next to be done; None for at once: never done, asked for by hand, or (lease left) broken off."""
    if started_at is None or requested_at is not None or lease_until is not None:
        return None
    return started_at + every


def is_due(
    now: datetime,
    every: timedelta,
    started_at: datetime | None,
    requested_at: datetime | None,
    lease_until: datetime | None,
) -> bool:
    """Whether somebody should take the lease and do the work now."""
    turn = next_run(every, started_at, requested_at, lease_until)
    return lease_is_free(lease_until, now) and (turn is None or turn <= now)
