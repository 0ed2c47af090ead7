"""Surveys as things that people follow: they hear of the result."""

from collections.abc import Sequence

from participation.following.followables import Followable
from participation.mail.texts import path_of
from surveys import queries


def followed_surveys(public_ids: Sequence[str]) -> dict[str, Followable]:
    """Surveys that everybody can read about, with the pages of their results."""
    found = queries.known_surveys(public_ids)
    return {one.public_id: Followable(one.title, path_of("surveys_public.result", slug=one.slug)) for one in found}
