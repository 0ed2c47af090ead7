"""What the start page and the desk's first page show of the strategy."""

from typing import Any

from participation.access import allowed, organisations_for
from participation.clock import now
from participation.formatting import zone
from participation.i18n import current_language
from participation.organisations.models import Organisation
from participation.permissions import Permission
from participation.workstreams import queries
from participation.workstreams.said import said

SHOWN = 6
ON_PLACE_PAGE = 50


def fields() -> dict[str, Any] | None:
    """All fields of action."""
    workstreams = queries.workstreams()
    return {"workstreams": workstreams} if workstreams else None


def delivered() -> dict[str, Any] | None:
    """Measures that are done or under way, with what they rest on."""
    measures = queries.latest_measures(SHOWN)
    return {"measures": measures, "said": said(measures, current_language().tag)} if measures else None


def of_place(place: Organisation) -> dict[str, Any] | None:
    """What the place does: its measures, those under way first, with what they rest on."""
    found = queries.public_measures_of(place.id, ON_PLACE_PAGE)
    return {"measures": found, "said": said(found, current_language().tag)} if found else None


def own_measures() -> dict[str, Any] | None:
    """For those who look after measures: the ones that are overdue."""
    if not allowed(Permission.EDIT_MEASURES):
        return None
    today = now().astimezone(zone()).date()
    return {"late": queries.overdue_measures(today, organisations_for(Permission.EDIT_MEASURES), SHOWN)}
