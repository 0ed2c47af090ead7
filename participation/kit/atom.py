"""Atom feeds (RFC 4287) from plain values. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree.ElementTree import Element, SubElement, tostring

NAMESPACE = "http://www.w3.org/2005/Atom"
BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed without entries was last changed: it has to say something, and always the same."""


@dataclass(frozen=True)
class Entry:
    """One piece of news; ``key``: what names it forever. ``address``: absolute, of the page to read."""

    key: str
    title: str
    address: str
    at: datetime
    about: str = ""


@dataclass(frozen=True)
class Feed:
    """Addresses are absolute; ``own`` is the feed's, ``page`` that of the page it speaks of."""

    title: str
    author: str
    language: str
    own: str
    page: str
    entries: Sequence[Entry] = ()


def atom(feed: Feed) -> bytes:
    """The feed as a file; the same values give the same bytes."""
    root = Element("feed", {"xmlns": NAMESPACE, "xml:lang": feed.language})
    _text(root, "id", feed.own)
    _text(root, "title", feed.title)
    _text(root, "updated", max((entry.at for entry in feed.entries), default=BEFORE_ALL).isoformat())
    _text(SubElement(root, "author"), "name", feed.author)
    SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": feed.own})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": feed.page})
    for entry in feed.entries:
        _entry(root, feed, entry)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + tostring(root, encoding="unicode").encode() + b"\n"


def _entry(root: Element, feed: Feed, entry: Entry) -> None:
    element = SubElement(root, "entry")
    _text(element, "id", f"{feed.own.split('?')[0]}#{entry.key}")
    _text(element, "title", entry.title)
    _text(element, "updated", entry.at.isoformat())
    SubElement(element, "link", {"rel": "alternate", "type": "text/html", "href": entry.address})
    _text(element, "summary", entry.about or entry.title)


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = "".join(sign for sign in text if sign.isprintable() or sign in "\t\n")
