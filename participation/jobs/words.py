"""How often, how long, and what became of it, in words."""

from datetime import timedelta

from babel.dates import format_timedelta
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from participation.i18n import current_language

STATE_KINDS = {"waiting": "plain", "running": "info", "done": "success", "failed": "danger"}
"""State of a task to the colour of its badge."""

STATE_NAMES = {"waiting": _l("Waiting"), "running": _l("Running"), "done": _l("Done"), "failed": _l("Failed")}

ACTION_NAMES = {
    "request_run": _l("Job started by hand"),
    "start_task": _l("Task started"),
    "job": _l("Job"),
    "task": _l("Task"),
}

OFTEN = {60: _l("every minute"), 3_600: _l("hourly"), 86_400: _l("daily")}


def every(seconds: int) -> str:
    """How often a job runs."""
    if seconds in OFTEN:
        return str(OFTEN[seconds])
    return _("every %(time)s", time=lasted(timedelta(seconds=seconds)))


def lasted(time: timedelta) -> str:
    """A length of time such as 12 Sekunden or 3 Minuten."""
    if time < timedelta(seconds=1):
        return _("less than a second")
    return format_timedelta(time, threshold=1.5, locale=current_language().locale)
