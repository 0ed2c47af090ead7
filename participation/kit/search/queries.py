"""Named reads of the search: the same question to either database, the same answer."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Select, and_, case, cast, column, exists, literal_column, or_, select, table
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import InstrumentedAttribute, aliased

from participation.extensions import db
from participation.kit.search.folding import PART, Term
from participation.kit.search.models import SearchEntry

WHOLE_WORD, WORD_START, WORD_PART, IN_BODY = 16, 8, 4, 1
"""What a term is worth: as a word of the title, at the beginning of one, inside of one, anywhere in the text."""

_INDEX = table("search_index", column("rowid"), column("search_index"))


def entries(wanted: list[Term], language: str, organisation_ids: Collection[int] = ()) -> Select[SearchEntry]:
    """What has all of these terms, the best hits first, to be paged by the caller.

    Public things, and those of these organisations; each in this language, or in the one it has instead.
    """
    other = aliased(SearchEntry)
    spoken = exists().where(
        other.kind == SearchEntry.kind, other.public_id == SearchEntry.public_id, other.language == language
    )
    visible = or_(SearchEntry.public, SearchEntry.organisation_id.in_(organisation_ids))
    return (
        select(SearchEntry)
        .where(_has(wanted), visible, or_(SearchEntry.language == language, ~spoken))
        .order_by(_score(wanted).desc(), SearchEntry.changed_at.desc(), SearchEntry.id.desc())
    )


def _has(wanted: list[Term]) -> ColumnElement[bool]:
    """Long terms by the index, wherever in a word they stand; short ones by reading, at the beginning of a word."""
    long = [term for term in wanted if len(term[-1]) >= PART]
    short = [term for term in wanted if len(term[-1]) < PART]
    texts = (SearchEntry.folded_title, SearchEntry.folded_body)
    by_reading = [or_(*(_stands(text, f" {form}") for form in term for text in texts)) for term in short]
    return and_(*([_indexed(long)] if long else []), *by_reading)


def _indexed(wanted: list[Term]) -> ColumnElement[bool]:
    """Terms are letters and digits only, so nothing in them means anything to either database."""
    if db.engine.dialect.name == "sqlite":
        question = " AND ".join("(" + " OR ".join(f'"{form}"' for form in term) + ")" for term in wanted)
        return SearchEntry.id.in_(select(_INDEX.c.rowid).where(_INDEX.c.search_index.op("MATCH")(question)))
    question = " & ".join("(" + " | ".join(f"'{form}':*" for form in term) + ")" for term in wanted)
    return literal_column("search_entry.lexemes").op("@@")(cast(question, TSQUERY))


def _score(wanted: list[Term]) -> ColumnElement[int]:
    title, body = SearchEntry.folded_title, SearchEntry.folded_body
    worth: list[ColumnElement[int]] = [
        case(
            (or_(*(_stands(title, f" {form} ") for form in term)), WHOLE_WORD),
            (or_(*(_stands(title, f" {form}") for form in term)), WORD_START),
            (or_(*(_stands(title, form) for form in term)), WORD_PART),
            (or_(*(_stands(body, f" {form}") for form in term)), IN_BODY),
            else_=0,
        )
        for term in wanted
    ]
    return sum(worth[1:], worth[0])


def _stands(text: InstrumentedAttribute[str], words: str) -> ColumnElement[bool]:
    return text.contains(words, autoescape=True)
