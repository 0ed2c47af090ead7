"""Measures and their status. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class MeasureStatus(StrEnum):
    """How far a measure has come."""

    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    PAUSED = "paused"


@dataclass(frozen=True)
class MeasureFacts:
    """What the owner of a measure says about it; texts by language tag."""

    title: dict[str, str]
    description: dict[str, str]
    status: MeasureStatus
    organisation_id: int
    starts_on: date | None
    due_on: date | None
