"""Measures as things that are due."""

from collections.abc import Collection, Sequence
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from participation.deadlines.sources import Deadline
from participation.permissions import Permission
from participation.workstreams import queries


class MeasureDeadlines:
    """The measures' side of ``participation.deadlines.sources.DeadlineSource``."""

    kind = "measure"
    label = lazy_gettext("Measures")

    def deadlines(self, organisations: Collection[int], today: date, until: date) -> Sequence[Deadline]:  # noqa: ARG002  # the protocol's signature
        """The days by which measures are to be done."""
        return [
            Deadline(
                due_on,
                measure.title,
                _("The measure is to be done"),
                url_for("measures.edit", public_id=measure.public_id),
                measure.organisation_id,
                self.kind,
                f"measure-{measure.public_id}-due",
                needs=Permission.EDIT_MEASURES,
                opens_with=Permission.EDIT_MEASURES,
            )
            for measure in queries.due_measures(organisations, until)
            if (due_on := measure.due_on) is not None
        ]
