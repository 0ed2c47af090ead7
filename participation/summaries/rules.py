"""When a summary may be drawn, reviewed, released. Pure."""

from collections.abc import Collection
from datetime import timedelta
from enum import StrEnum

REVIEW = "review_summaries"
"""The review as a kind of duty that deputies can take over."""

REVIEWED_WITHIN = timedelta(days=7)
"""How soon after its drawing a draft should have been decided on."""


class DraftStatus(StrEnum):
    """A draft's life: one decision, never undone."""

    IN_REVIEW = "in_review"
    RELEASED = "released"
    DISCARDED = "discarded"


class ReviewPoint(StrEnum):
    """What the second person confirms with their own eyes; everything else is checked by the machine."""

    FIGURES = "figures"
    THEMES = "themes"
    WORDING = "wording"
    FINAL = "final"


def may_review(draft_author_id: int | None, reviewer_id: int) -> bool:
    """Four eyes: nobody releases what they drew themselves."""
    return draft_author_id != reviewer_id


def unconfirmed(ticked: Collection[str]) -> list[ReviewPoint]:
    """The points of the checklist that are still open."""
    return [point for point in ReviewPoint if point not in ticked]
