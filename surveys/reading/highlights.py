"""Where a free text may name or lead to a person. It only marks for the reader; deciding is left to people. Pure.

Structured identifiers (addresses of all kinds, numbers, dates) are found by their form, names by a short dictionary and
by what stands before them. Marks may be too many; for structured identifiers they are hardly ever too few.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from surveys.reading.first_names import FIRST_NAMES


class Sort(StrEnum):
    """What a mark may be."""

    MAIL = "mail"
    URL = "url"
    IBAN = "iban"
    PHONE = "phone"
    DATE = "date"
    ADDRESS = "address"
    PLATE = "plate"
    HANDLE = "handle"
    NAME = "name"


@dataclass(frozen=True, order=True)
class Span:
    """Characters ``start`` (first) to ``end`` (behind the last) of a text."""

    start: int
    end: int
    sort: Sort


@dataclass(frozen=True)
class Part:
    """A piece of a text, marked or not."""

    text: str
    sort: Sort | None = None


_WORD = r"[A-ZÄÖÜİŞÇ]\w{0,40}"
_WORDS = rf"{_WORD}(?:[ -]{_WORD}){{0,3}}"
_MONTH = r"""(?i:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember
                |Jan\.|Feb\.|Apr\.|Aug\.|Sept?\.|Okt\.|Nov\.|Dez\.)"""
_STREET = rf"""(?:{_WORD}[ -]){{0,3}}
               (?:[A-ZÄÖÜ]\w{{0,40}}?)?(?i:stra(?:ß|ss)e|str\.|str|weg|allee|platz|gasse|ring|damm|ufer|steig|stieg|pfad
                  |markt|hof|kamp|wall)
             |(?:Am|An\ der|An\ den|Auf\ dem|Auf\ der|Im|In\ der|Zum|Zur)\ {_WORD}"""
_HOUSE = r"(?:Nr\.?\ ?)?\d{1,3}(?!\d)(?:\ ?[a-zA-Z](?!\w))?"
_PLACE = rf"(?:D[ -])?\d{{5}}\ {_WORD}(?:[ -](?:(?:am|an\ der|im)[ ])?{_WORD}){{0,3}}"
_GAP = r"[ \u00a0./()\u2010-\u2015-]{0,4}"
_AT = r"(?:\s?@\s?|\s?[(\[{]at[)\]}]\s?|\ at\ )"
_DOT = r"(?:\.|\s?[(\[{](?:dot|punkt)[)\]}]\s?)"
_TOP = "de|com|net|org|info|eu|io|app|social|nrw|ruhr|tr|ua|at|ch|online|me"

_FORMS: tuple[tuple[Sort, str], ...] = (
    (Sort.MAIL, rf"[\w.+%-]{{1,64}}{_AT}(?:[\w-]{{1,63}}{_DOT}){{1,5}}[a-zA-Z]{{2,24}}"),
    (Sort.URL, r"(?i:https?://|www\.)[^\s<>\"]{1,500}"),
    (Sort.URL, rf"(?<![\w@.-])(?i:(?:[a-z0-9-]{{1,63}}\.){{1,4}}(?:{_TOP}))(?!\w)(?:/[^\s<>\"]{{0,500}})?"),
    (Sort.IBAN, r"(?<!\w)[a-zA-Z]{2}\d{2}(?:[ \u00a0-]?[0-9a-zA-Z]{4}){3,7}(?:[ \u00a0-]?[0-9a-zA-Z]{1,3})?(?!\w)"),
    (Sort.DATE, r"(?<![\d.])\d{1,2}\.\ ?(?:0?[1-9]|1[0-2])\.(?:\ ?(?:\d{4}|\d{2})(?!\d))?"),
    (Sort.DATE, r"(?<![\d/-])(?:\d{1,2}[/-]\d{1,2}[/-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2})(?![\d/-])"),
    (Sort.DATE, rf"(?<!\d)\d{{1,2}}\.\ ?{_MONTH}(?:\ \d{{2,4}})?(?!\w)"),
    (Sort.PHONE, rf"(?<![\w.])(?:\+|00)[1-9]\d{{0,2}}(?:{_GAP}\d){{5,13}}(?!\d)"),
    (Sort.PHONE, rf"(?<![\w.,])\(?0[1-9](?:{_GAP}\d){{4,13}}(?!\d)"),
    (Sort.ADDRESS, rf"(?<!\w)(?:{_STREET}),?\ {_HOUSE}(?:,?\ {_PLACE})?"),
    (Sort.ADDRESS, rf"(?<!\d){_PLACE}"),
    (Sort.PLATE, r"(?<![\w-])[A-ZÄÖÜ]{1,3}(?:\ ?[-:]\ ?|\ )[A-Z]{1,2}[ -]?\d{1,4}[EH]?(?!\w)"),
    (Sort.HANDLE, r"(?<![\w@.])@\w[\w.]{1,40}"),
    (
        Sort.NAME,
        rf"(?<!\w)(?:Herrn?|Frau|Fr\.|Hr\.|Dr\.|Prof\.)(?:\ (?:Dr\.|Prof\.|von|van|de|zu|al)){{0,3}}\ {_WORDS}",
    ),
    (Sort.NAME, rf"(?<!\w)(?i:mein\ name\ ist|ich\ hei(?:ß|ss)e|my\ name\ is)\ [\w-]{{1,40}}(?:\ {_WORDS})?"),
)
"""Every repetition is bounded and no two neighbours can take the same characters, so that no text is slow to read."""

_PATTERNS = tuple((sort, re.compile(form, re.VERBOSE)) for sort, form in _FORMS)
_NAME_LIKE = re.compile(rf"(?<![\w-])({_WORD})(?:-{_WORD})?(?: {_WORDS})?")


def highlights(text: str) -> list[Span]:
    """Where the text may point to a person: spans in their order that neither touch nor overlap.

    Of overlapping finds the one that begins first gives its sort; together they make one span.
    """
    merged: list[Span] = []
    for span in sorted(_found(text), key=lambda one: (one.start, -one.end)):
        if merged and span.start < merged[-1].end:
            last = merged[-1]
            merged[-1] = Span(last.start, max(last.end, span.end), last.sort)
        else:
            merged.append(span)
    return merged


def parts(text: str) -> list[Part]:
    """The whole text in pieces, some of them marked."""
    pieces, place = [], 0
    for span in highlights(text):
        pieces += [Part(text[place : span.start]), Part(text[span.start : span.end], span.sort)]
        place = span.end
    return [piece for piece in [*pieces, Part(text[place:])] if piece.text]


def _found(text: str) -> Iterator[Span]:
    for sort, pattern in _PATTERNS:
        yield from (Span(match.start(), match.end(), sort) for match in pattern.finditer(text))
    for match in _NAME_LIKE.finditer(text):
        first = match.group(1)
        if first in FIRST_NAMES or first.removesuffix("s") in FIRST_NAMES:
            yield Span(match.start(), match.end(), Sort.NAME)
