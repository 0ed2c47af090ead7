"""Measures and their status. Pure."""

from enum import StrEnum


class MeasureStatus(StrEnum):
    """How far a measure has come."""

    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    PAUSED = "paused"
