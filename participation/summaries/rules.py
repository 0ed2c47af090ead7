"""When a summary may be drawn, reviewed, released. Pure."""

from enum import StrEnum
from fractions import Fraction

EPSILON_LIFETIME = Fraction(2)
"""The most privacy budget one question may ever spend, over all drafts and corrections (docs/disclosure.md)."""


class DraftStatus(StrEnum):
    """A draft's life: one decision, never undone."""

    IN_REVIEW = "in_review"
    RELEASED = "released"
    DISCARDED = "discarded"


def may_review(draft_author_id: int | None, reviewer_id: int) -> bool:
    """Four eyes: nobody releases what they drew themselves."""
    return draft_author_id != reviewer_id
