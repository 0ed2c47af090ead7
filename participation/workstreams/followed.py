"""Workstreams as things that people follow, and what happens to them."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext as _

from participation.following.actions import in_languages
from participation.following.followables import Followable
from participation.following.rules import News
from participation.languages import pick
from participation.mail.texts import path_of
from participation.workstreams import queries
from participation.workstreams.models import Measure
from participation.workstreams.words import STATUS_WORDS


def followed_workstreams(public_ids: Sequence[str]) -> dict[str, Followable]:
    """Workstreams with their pages."""
    found = queries.workstreams_by_public_id(public_ids)
    return {one.public_id: Followable(one.title, path_of("workstreams.show", slug=one.slug)) for one in found}


def workstreams_called(keys: Sequence[str]) -> list[str]:
    """Public ids of the workstreams that releases call by these keys."""
    return [one.public_id for one in queries.workstreams_by_key(keys)]


def arrival_news(measure: Measure) -> News:
    """A measure belongs to a workstream from now on; that is told once, however often it comes and goes."""

    def sentence(tag: str) -> str:
        return _("New measure: “%(title)s”", title=pick(measure.title, tag))

    return News(f"measure {measure.public_id} new", in_languages(sentence))


def status_news(measure: Measure, now: datetime) -> News:
    """A measure has come to another status; each status is told once a day."""

    def sentence(tag: str) -> str:
        return _("Measure “%(title)s”: %(status)s", title=pick(measure.title, tag), status=STATUS_WORDS[measure.status])

    return News(f"measure {measure.public_id} {measure.status} {now:%Y-%m-%d}", in_languages(sentence))
