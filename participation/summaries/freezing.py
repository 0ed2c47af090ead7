"""From a draft to the bytes that would be, or are, published."""

import json

from participation.disclosure.canonical import canonical_json, sha256_hex
from participation.disclosure.document import Provenance
from participation.disclosure.drawn import Drawn
from participation.disclosure.release import Artefact, artefact
from participation.summaries.models import Draft
from participation.summaries.sources import SummarySource


def freeze(source: SummarySource, draft: Draft, previous_sha256: str | None) -> Artefact:
    """The files of the draft as a release that follows the one with this hash; None: as the first.

    Raises disclosure's PlanError when the plan has changed since the draft was drawn.
    """
    first, last = source.period(draft.subject_id)
    return artefact(
        Drawn.load(json.dumps(draft.content)),
        source.plan(draft.subject_id),
        Provenance(draft.public_id, draft.source, draft.subject_id, first, last),
        source.themes(draft.subject_id),
        previous_sha256,
    )


def preview_sha256(json_bytes: bytes) -> str:
    """The hash that these bytes had when they were read before their place in the chain was known."""
    return sha256_hex(canonical_json({**json.loads(json_bytes), "previous": None}))
