"""The one place that asks what time it is; the application is given its clock when it is made."""

from collections.abc import Callable
from datetime import UTC, datetime

from flask import current_app

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The machine's time, aware, in UTC."""
    return datetime.now(UTC)


def now() -> datetime:
    """The present moment of the running application. Called only at the edge (views, commands, jobs) and passed on."""
    clock: Clock = current_app.extensions["clock"]
    return clock()
