"""Named reads of what is due, over all sources."""

from collections.abc import Collection
from datetime import date

from participation.accounts.models import Account
from participation.deadlines.rules import AHEAD
from participation.deadlines.sources import Deadline, FourEyes, sources
from participation.deputies.queries import second_pairs
from participation.deputies.rules import Gap, Span
from participation.permissions import Grant, Permission, may


def deadlines(grants: Collection[Grant], today: date) -> list[Deadline]:
    """What somebody with these grants may know of, the longest overdue first."""
    covered = frozenset[int]().union(*(grant.covers for grant in grants))
    found = [one for source in sources() for one in source.deadlines(covered, today, today + AHEAD)]
    seen = [one for one in found if _may(grants, Permission.SEE_DESK, one) or is_up_to(grants, one)]
    return sorted(seen, key=lambda one: (one.day, one.key))


def gaps(deadlines: Collection[Deadline], today: date) -> dict[str, Gap]:
    """Key of each deadline that needs four eyes to why there is no second pair; those that have one are left out."""
    needing = [(one, one.four_eyes) for one in deadlines if one.four_eyes is not None]
    pairs = second_pairs(today) if needing else None
    found = {
        one.key: pairs.gap(needed.duty, one.organisation_id, _days_left(one, needed, today), needed.authors)
        for one, needed in needing
        if pairs is not None
    }
    return {key: reason for key, reason in found.items() if reason is not None}


def _days_left(deadline: Deadline, needed: FourEyes, today: date) -> Span:
    """When it can be done: not before today, and when it is overdue, today."""
    last = max(deadline.day, today)
    return Span(min(max(needed.first, today), last), last)


def is_up_to(grants: Collection[Grant], deadline: Deadline) -> bool:
    """Whether it is something to do, and for somebody with these grants."""
    return deadline.needs is not None and _may(grants, deadline.needs, deadline)


def concerns(account: Account, grants: Collection[Grant], deadline: Deadline) -> bool:
    """Whether the account, with these grants, has to do it, or it happens by itself."""
    if deadline.four_eyes is not None and account.id in deadline.four_eyes.authors:
        return False
    return deadline.needs is None or is_up_to(grants, deadline)


def may_open(grants: Collection[Grant], deadline: Deadline) -> bool:
    """Whether the deadline's address opens for somebody with these grants."""
    return is_up_to(grants, deadline) or _may(grants, deadline.opens_with, deadline)


def _may(grants: Collection[Grant], permission: Permission, deadline: Deadline) -> bool:
    return may(grants, permission, deadline.organisation_id)
