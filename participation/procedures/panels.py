"""Cards that lead elsewhere, on the start page, on a place's and on a field's."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from participation.clock import now
from participation.formatting import zone
from participation.organisations.models import Organisation
from participation.procedures import queries
from participation.procedures.models import Procedure
from participation.workstreams.models import Workstream

MOST = 12


def on_start_page() -> dict[str, Any] | None:
    """Everything that can be done elsewhere."""
    return _cards(queries.shown_procedures(_today(), MOST))


def of_place(place: Organisation) -> dict[str, Any] | None:
    """What can be done elsewhere in the place."""
    return _cards(queries.shown_at_place(place, _today(), MOST))


def of_workstream(workstream: Workstream) -> dict[str, Any] | None:
    """What can be done elsewhere about the field."""
    return _cards(queries.shown_for_workstream(workstream, _today(), MOST))


def _cards(procedures: Sequence[Procedure]) -> dict[str, Any] | None:
    return {"procedures": procedures} if procedures else None


def _today() -> date:
    return now().astimezone(zone()).date()
