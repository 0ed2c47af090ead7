"""A source of summaries with an invented county's answers, as a feature would register it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

import pytest
from flask import Flask
from flask_babel import lazy_gettext

from participation.disclosure.counts import Aggregate
from participation.disclosure.document import Theme
from participation.disclosure.plan import Dimension, Option, QuestionPlan, TablePlan
from participation.organisations.models import Organisation
from participation.summaries.sources import Subject, register_source
from participation.types import new_public_id
from tests.disclosure.county import AGE, TOWN, count, multiple, people, plan_of, single, tables, text
from tests.factories import make_county

THEME = Theme("benches", "wishes", text("Mehr Bänke"), text("Viele wünschen sich Sitzplätze."), "several", ("leben",))


def asked(dimension: Dimension) -> QuestionPlan:
    """The question whose answers divide people by the dimension."""
    options = tuple(Option(row.key, row.text) for row in dimension.rows)
    return QuestionPlan(dimension.key, dimension.text, "single", options)


def question(planned: QuestionPlan, *workstreams: str) -> QuestionPlan:
    """The question with its workstreams."""
    return replace(planned, workstreams=workstreams)


PLAN = plan_of(
    question(asked(TOWN), "leben"),
    question(asked(AGE), "leben"),
    question(single("trust", 5, tables(1, 1, 1)), "leben", "verwaltung"),
    question(multiple("uses", 6, 3, tables(2, 1)), "verwaltung"),
)


@cache
def aggregate(n: int) -> Aggregate:
    """True counts of ``n`` invented people."""
    return count(PLAN, people(PLAN, n, seed=n))


class CountySource:
    """Subjects are added by ``add``; each has the same plan and as many answers as ``n`` says."""

    kind = "sample"
    label = lazy_gettext("Result")

    def __init__(self) -> None:
        self.listed: list[Subject] = []
        self.n = 1500
        self.said: dict[str, list[Theme]] = {}
        self.periods: dict[str, tuple[date, date]] = {}
        self.counted: list[str] = []
        self.wrote: set[int] = set()

    def add(
        self, organisation: Organisation | None = None, title: str = "Leben im Kreis", why_not: str = ""
    ) -> Subject:
        """One more subject; ready unless ``why_not`` says something."""
        owner = organisation or make_county()
        subject = Subject("sample", new_public_id(), {"de": title}, owner.id, not why_not, why_not)
        self.listed.append(subject)
        return subject

    def subjects(self, organisations: Collection[int]) -> Sequence[Subject]:
        """Everything added for these organisations."""
        return [subject for subject in self.listed if subject.organisation_id in organisations]

    def plan(self, public_id: str) -> TablePlan:
        """The same plan, named after the subject."""
        return replace(PLAN, subject=public_id)

    def aggregate(self, public_id: str) -> Aggregate:
        """The counts; that they were asked for is remembered."""
        self.counted.append(public_id)
        return aggregate(self.n)

    def themes(self, public_id: str) -> Sequence[Theme]:
        """One theme, unless something else was said."""
        return self.said.get(public_id, [THEME])

    def authors(self, public_ids: Collection[str]) -> Mapping[str, Collection[int]]:
        """Nobody, unless told otherwise."""
        return dict.fromkeys(public_ids, self.wrote)

    def period(self, public_id: str) -> tuple[date, date]:
        """Three weeks in June, unless told otherwise."""
        return self.periods.get(public_id, (date(2026, 6, 5), date(2026, 6, 26)))

    def address(self, public_id: str) -> str:
        """A page of its own."""
        return f"/daten/{public_id}"


@pytest.fixture
def source(app: Flask) -> Iterator[CountySource]:
    """A fresh source, registered while the test runs."""
    made = CountySource()
    register_source(app, made)
    yield made
    del app.extensions["summary_sources"][made.kind]
