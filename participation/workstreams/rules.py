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


@dataclass(frozen=True)
class WorkstreamFacts:
    """What the office says of a field of action; texts by language tag, the mission statement in Markdown."""

    slug: str
    title: dict[str, str]
    summary: dict[str, str]
    mission: dict[str, str]
    section_id: int
