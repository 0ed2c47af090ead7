"""How a feature hands its results over: one ``SummarySource`` each, found by its kind."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from flask import Flask, current_app
from flask_babel.speaklater import LazyString

from participation.disclosure.counts import Aggregate
from participation.disclosure.document import Theme
from participation.disclosure.plan import TablePlan
from participation.types import Text


@dataclass(frozen=True)
class Subject:
    """Something that can be summarised once: ``ready`` now, or not yet and ``why_not`` in the user's language."""

    kind: str
    public_id: str
    title: Text
    organisation_id: int
    ready: bool
    why_not: str = ""


class SummarySource(Protocol):
    """What a feature lets summaries know. Never an individual answer; true counts only through ``aggregate``."""

    @property
    def kind(self) -> str:
        """Short name, stored with drafts and releases, such as ``survey``."""

    @property
    def label(self) -> LazyString:
        """What its subjects are called, in the user's language (a lazy translation)."""

    def subjects(self, organisations: Collection[int]) -> Sequence[Subject]:
        """Everything of these organisations (ids) that is or will be summarised, newest first, in constant queries."""

    def plan(self, public_id: str) -> TablePlan:
        """The table plan that was fixed before opening; the same on every call."""

    def aggregate(self, public_id: str) -> Aggregate:
        """The true counts for the plan, in memory only. Called once per draft."""

    def themes(self, public_id: str) -> Sequence[Theme]:
        """What free texts say, in a person's words, as far as it may be published."""

    def authors(self, public_ids: Collection[str]) -> Mapping[str, Collection[int]]:
        """Ids of the accounts that had a hand in the words of each subject: none of them may release them.

        Subjects without any may be left out. A constant number of queries.
        """

    def period(self, public_id: str) -> tuple[date, date]:
        """First and last day of taking part."""

    def address(self, public_id: str) -> str:
        """Path of the subject's public page."""


def init_sources(app: Flask) -> None:
    """Prepares the register of sources."""
    app.extensions["summary_sources"] = {}


def register_source(app: Flask, source: SummarySource) -> None:
    """Adds a feature's source. Raises ValueError when its kind is taken."""
    sources: dict[str, SummarySource] = app.extensions["summary_sources"]
    if source.kind in sources:
        raise ValueError(f"there are two summary sources of the kind {source.kind}")
    sources[source.kind] = source


def sources() -> list[SummarySource]:
    """All sources of the running application."""
    return list(current_app.extensions["summary_sources"].values())


def source_of(kind: str) -> SummarySource | None:
    """The source of that kind; None when its feature is not installed (any more)."""
    found: SummarySource | None = current_app.extensions["summary_sources"].get(kind)
    return found
