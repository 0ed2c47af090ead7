"""Every list is paged: one query for the rows, one for their number, however many there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Generic, TypeVar
from urllib.parse import urlencode

from sqlalchemy import Select, func, select

from participation.extensions import db

Row = TypeVar("Row")
PAGE_SIZE = 25


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of a list; numbers count from 1."""

    items: Sequence[Row]
    number: int
    pages: int
    total: int


def page_of(statement: Select[Row], arguments: Mapping[str, str], size: int = PAGE_SIZE) -> Page[Row]:
    """The page that ``?seite=`` asks for (the nearest there is) of what the statement selects."""
    total = db.session.scalar(select(func.count()).select_from(statement.order_by(None).subquery())) or 0
    number, pages = _wanted(arguments, total, size)
    items = db.session.scalars(statement.limit(size).offset((number - 1) * size)).unique().all()
    return Page(items, number, pages, total)


def page_of_list(items: Sequence[Row], arguments: Mapping[str, str], size: int = PAGE_SIZE) -> Page[Row]:
    """The page that ``?seite=`` asks for of what is in memory already."""
    number, pages = _wanted(arguments, len(items), size)
    return Page(items[(number - 1) * size : number * size], number, pages, len(items))


def page_prefix(arguments: Mapping[str, str]) -> str:
    """What stands before the number in links to the pages of a list that these arguments filter."""
    kept = {name: value for name, value in arguments.items() if value and name != "seite"}
    return f"?{urlencode({**kept, 'seite': ''})}"


def _wanted(arguments: Mapping[str, str], total: int, size: int) -> tuple[int, int]:
    pages = max(1, ceil(total / size))
    wanted = arguments.get("seite", "1")
    return min(max(1, int(wanted)), pages) if wanted.isdecimal() and len(wanted) < 7 else 1, pages
