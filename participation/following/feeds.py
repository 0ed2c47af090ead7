"""Feeds of what happened: of one thing, and of all."""

from collections.abc import Sequence

from flask import Response, abort, request
from flask_babel import gettext as _

from participation.following import queries
from participation.following.followables import followable, followables
from participation.following.models import NewsItem
from participation.formatting import text
from participation.i18n import current_language
from participation.kit.atom import Entry, Feed, atom
from participation.mail.texts import absolute
from participation.organisations.queries import instance


def feed_of(kind: str, public_id: str) -> Response:
    """The feed of one thing; 404 where there is none that everybody may see."""
    thing = followable(kind, public_id) or abort(404)
    news = queries.news_of(kind, public_id)
    entries = [Entry(item.public_id, text(item.title), absolute(thing.address), item.happened_at) for item in news]
    return _answer(text(thing.title), thing.address, entries)


def feed_of_all() -> Response:
    """The feed of everything that can be followed."""
    return _answer(_("All news"), "/", _entries(queries.latest_news()))


def _entries(news: Sequence[NewsItem]) -> list[Entry]:
    things = followables([(item.kind, item.subject_id) for item in news])
    return [
        Entry(item.public_id, text(item.title), absolute(thing.address), item.happened_at, text(thing.title))
        for item in news
        if (thing := things.get((item.kind, item.subject_id))) is not None
    ]


def _answer(title: str, page: str, entries: Sequence[Entry]) -> Response:
    """The file; ``security`` gives it an ETag, so a reader that asks again is told that nothing has changed."""
    brand, language = instance().name, current_language().tag
    feed = Feed(f"{title} · {brand}", brand, language, absolute(request.path), absolute(page), entries)
    return Response(atom(feed), mimetype="application/atom+xml")
