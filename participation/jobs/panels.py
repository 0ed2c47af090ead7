"""What the desk's first page shows of tasks, and which ones somebody may see."""

from typing import Any

from participation.access import organisations_for
from participation.accounts.sessions import signed_in
from participation.clock import now
from participation.jobs import queries
from participation.jobs.registry import task_kinds
from participation.jobs.words import STATE_KINDS, STATE_NAMES

SHOWN = 10


def running() -> dict[str, Any] | None:
    """What runs now, and what the person started and has ended within a day; None when there is neither."""
    found = queries.current_tasks(visible(), signed_in().id, now(), SHOWN)
    return {"tasks": found, **words()} if found else None


def visible() -> dict[str, set[int]]:
    """Each kind of task with the organisations whose tasks of that kind the signed-in person may see."""
    owners = {permission: organisations_for(permission) for permission in {k.permission for k in task_kinds().values()}}
    return {name: owners[kind.permission] for name, kind in task_kinds().items()}


def words() -> dict[str, Any]:
    """What templates call kinds and states."""
    return {"kinds": task_kinds(), "state_kinds": STATE_KINDS, "state_names": STATE_NAMES}
