"""Drafts as things that are due: somebody drew them, a second person is to decide."""

from collections.abc import Collection, Sequence
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from participation.deadlines.sources import Deadline, FourEyes
from participation.formatting import zone
from participation.permissions import Permission
from participation.summaries import queries
from participation.summaries.models import Draft
from participation.summaries.rules import REVIEW, REVIEWED_WITHIN
from participation.summaries.sources import sources


class ReviewDeadlines:
    """The drafts' side of ``participation.deadlines.sources.DeadlineSource``."""

    kind = "summary"
    label = lazy_gettext("Summaries")

    def deadlines(self, organisations: Collection[int], today: date, until: date) -> Sequence[Deadline]:  # noqa: ARG002  # the protocol's signature
        """The days by which drafts should have been decided on: a week after they were drawn."""
        drafts = queries.waiting_drafts(organisations)
        authors = _authors(drafts)
        found = [
            Deadline(
                (drawn_on := draft.drawn_at.astimezone(zone()).date()) + REVIEWED_WITHIN,
                draft.title,
                _("Review the summary"),
                url_for("summaries.show", public_id=draft.public_id),
                draft.organisation_id,
                self.kind,
                f"summary-{draft.public_id}-review",
                needs=Permission.REVIEW_SUMMARIES,
                four_eyes=FourEyes(REVIEW, drawn_on, authors[draft.public_id]),
            )
            for draft in drafts
        ]
        return [one for one in found if one.day <= until]


def _authors(drafts: Sequence[Draft]) -> dict[str, frozenset[int]]:
    """Each draft's public id to those who may not decide on it: who drew it, and who wrote its words."""
    wrote: dict[tuple[str, str], Collection[int]] = {}
    for source in sources():
        subjects = [draft.subject_id for draft in drafts if draft.source == source.kind]
        if subjects:
            wrote |= {(source.kind, subject): some for subject, some in source.authors(subjects).items()}
    return {
        draft.public_id: frozenset(wrote.get((draft.source, draft.subject_id), ()))
        | ({draft.author_id} if draft.author_id is not None else set())
        for draft in drafts
    }
