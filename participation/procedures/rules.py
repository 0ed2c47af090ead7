"""When a procedure elsewhere is shown. Pure."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class ProcedureFacts:
    """What is known of a procedure; texts by language tag. Without a day it is shown from now on, or without end."""

    title: dict[str, str]
    text: dict[str, str]
    address: str
    opens_on: date | None
    closes_on: date | None
    organisation_id: int


def is_shown(opens_on: date | None, closes_on: date | None, today: date) -> bool:
    """Whether something can be done there today; both days belong to it."""
    return (opens_on is None or opens_on <= today) and (closes_on is None or today <= closes_on)
