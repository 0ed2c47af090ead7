"""Waiting for a moment in which others let us measure."""

import os
import time
from pathlib import Path

LONGEST_WAIT = 30.0
SAMPLE_SECONDS = 0.5
CALM = 0.15
"""Share of all processors that others may use."""


def wait_until_calm() -> bool:
    """Return as soon as the machine is nearly idle, or after half a minute all the same; whether it became calm."""
    deadline = time.monotonic() + LONGEST_WAIT
    while time.monotonic() < deadline:
        if _busy() <= CALM:
            return True
    return False


def _busy() -> float:
    before, began = _idle_seconds(), time.monotonic()
    time.sleep(SAMPLE_SECONDS)
    idle = (_idle_seconds() - before) / (time.monotonic() - began) / (os.cpu_count() or 1)
    return 1 - idle


def _idle_seconds() -> float:
    """Seconds that all processors together have been idle or waiting for a disk since the machine was started."""
    fields = Path("/proc/stat").read_text(encoding="ascii").splitlines()[0].split()
    return (int(fields[4]) + int(fields[5])) / os.sysconf("SC_CLK_TCK")
