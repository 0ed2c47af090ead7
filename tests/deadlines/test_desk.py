"""What is due, on the desk's first page and on the page with everything."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from flask import Flask

from participation.clock import now
from participation.deadlines.sources import register_deadlines
from participation.extensions import db
from participation.permissions import Role
from participation.workstreams.deadlines import MeasureDeadlines
from participation.workstreams.models import Measure
from participation.workstreams.rules import MeasureStatus
from surveys.models import Survey
from tests import factories
from tests.conftest import MovableClock
from tests.summaries.conftest import source as source
from tests.summaries.county_source import CountySource
from tests.summaries.steps import drawn
from tests.visiting import Page, Visitor, text_of

SignIn = Callable[..., Visitor]
ALL = "/verwaltung/termine/"
TODAY = date(2026, 6, 26)


def measure_due(day: date, title: str = "Bänke aufstellen", **values: object) -> Measure:
    """A measure that is to be done by that day."""
    measure = factories.make_measure()
    measure.title, measure.due_on = {"de": title}, day
    for name, value in values.items():
        setattr(measure, name, value)
    db.session.commit()
    return measure


def lines(page: Page) -> list[str]:
    """What is due, as it reads."""
    return [text_of(item) for item in page.root.iter("li") if item.get("class") == "deadline"]


def planned(opens_on: date | None, closes_on: date | None = None) -> Survey:
    """A survey in preparation with these days."""
    survey = factories.make_survey()
    survey.opens_on, survey.closes_on = opens_on, closes_on
    db.session.commit()
    return survey


def test_an_empty_desk_says_when_something_will_stand_there(sign_in: SignIn) -> None:
    visitor = sign_in(Role.COORDINATOR)
    assert "Für Sie steht in den nächsten Wochen nichts an." in visitor.visit("/verwaltung/").text
    assert "Es steht nichts an." in visitor.visit(ALL).text


def test_measures_are_overdue_until_they_are_done(sign_in: SignIn) -> None:
    measure = measure_due(TODAY - timedelta(days=400), "Radwege zählen")
    measure_due(TODAY + timedelta(days=30), "Bänke aufstellen")
    visitor = sign_in(Role.EDITOR, factories.make_county())
    page = visitor.visit("/verwaltung/")
    late, coming = lines(page)
    assert "seit 400 Tagen überfällig" in late
    assert "in 30 Tagen" in coming
    assert page.follow("Radwege zählen").h1
    measure.status = MeasureStatus.DONE
    db.session.commit()
    assert len(lines(visitor.visit("/verwaltung/"))) == 1


def test_days_are_counted_in_the_instances_time_zone(sign_in: SignIn, clock: MovableClock) -> None:
    measure_due(TODAY)
    clock.moment = datetime(2026, 6, 25, 22, 30, tzinfo=clock.moment.tzinfo)  # half past midnight in Berlin
    (line,) = lines(sign_in(Role.COORDINATOR).visit(ALL))
    assert "heute" in line


def test_a_survey_is_due_step_by_step(sign_in: SignIn, clock: MovableClock) -> None:
    survey = planned(TODAY + timedelta(days=1), TODAY + timedelta(days=15))
    visitor = sign_in(Role.COORDINATOR)
    opens, closes, review = lines(visitor.visit(ALL))
    assert "morgen" in opens
    assert "Umfrage öffnen: Kleine Umfrage" in opens
    assert "Noch nie geprobt" in opens
    assert "Letzter Tag" in closes
    assert "Prüfung der Zusammenfassung (voraussichtlich)" in review
    factories.make_answers(survey, 1)
    assert "Noch nie geprobt" not in lines(visitor.visit(ALL))[0]
    clock.move(timedelta(days=5))
    (missed,) = lines(sign_in(Role.COORDINATOR).visit(ALL))
    assert "seit 4 Tagen überfällig" in missed


def test_what_follows_closing_is_due_until_there_is_a_draft(sign_in: SignIn) -> None:
    factories.make_closed_survey(now() - timedelta(hours=1))
    visitor = sign_in(Role.COORDINATOR)
    said = " ".join(lines(visitor.visit(ALL)))
    for words in ("Nachfrist endet", "Entwurf ziehen", "Einzelne Antworten werden gelöscht", "Noch ist nichts veröff"):
        assert words in said
    assert "Freitexte lesen" not in said
    settled = factories.make_settled_survey()
    factories.make_free_texts(settled, "Mehr Bänke")
    read = next(line for line in lines(visitor.visit(ALL)) if "Freitexte lesen" in line)
    assert "überfällig" in read


def test_drafts_are_due_for_those_who_review(sign_in: SignIn, source: CountySource) -> None:
    drawn(source, source.add(title="Leben im Kreis"))
    (line,) = lines(sign_in(Role.REVIEWER).visit("/verwaltung/"))
    assert "in 7 Tagen" in line
    assert "Zusammenfassung prüfen: Leben im Kreis" in line
    assert lines(sign_in(Role.EDITOR).visit("/verwaltung/")) == []
    assert len(lines(sign_in(Role.EDITOR).visit(ALL))) == 1


def test_what_somebody_may_not_open_is_no_link(sign_in: SignIn) -> None:
    measure_due(TODAY)
    assert "Bänke aufstellen" not in sign_in(Role.REVIEWER).visit(ALL).links
    assert "Bänke aufstellen" in sign_in(Role.EDITOR).visit(ALL).links


def test_other_towns_days_are_not_shown(sign_in: SignIn) -> None:
    measure_due(TODAY)
    marl = factories.make_organisation("Marl", parent=factories.make_county())
    assert lines(sign_in(Role.EDITOR, marl).visit(ALL)) == []


def test_the_list_is_filtered_by_kind_and_organisation(sign_in: SignIn) -> None:
    marl = factories.make_organisation("Marl", parent=factories.make_county())
    measure_due(TODAY, organisation=marl)
    measure_due(TODAY, "Radwege zählen")
    planned(TODAY)
    visitor = sign_in(Role.COORDINATOR)
    assert len(lines(visitor.visit(ALL))) == 3
    assert len(lines(visitor.visit(f"{ALL}?art=measure&organisation=alle"))) == 2
    (own,) = lines(visitor.visit(f"{ALL}?art=measure&organisation={marl.public_id}"))
    assert "Marl" in own
    assert "Davon steht nichts an." in visitor.visit(f"{ALL}?art=gibt-es-nicht").text


def test_the_list_is_paged_in_constant_queries(sign_in: SignIn, statements: list[str]) -> None:
    visitor = sign_in(Role.COORDINATOR)

    def with_more(number: int, path: str) -> int:
        for _ in range(number):
            measure_due(TODAY)
            planned(TODAY)
            factories.make_settled_survey()
        statements.clear()
        visitor.visit(path)
        return len(statements)

    few = with_more(1, ALL)
    assert with_more(12, ALL) == few
    assert few <= 20
    first = with_more(0, "/verwaltung/")
    assert with_more(2, "/verwaltung/") == first
    assert lines(visitor.visit(f"{ALL}?seite=2"))


def test_pages_of_a_filtered_list_stay_filtered(sign_in: SignIn) -> None:
    for _ in range(26):
        measure_due(TODAY)
    planned(TODAY)
    page = sign_in(Role.COORDINATOR).visit(f"{ALL}?art=measure")
    assert len(lines(page)) == 25
    assert len(lines(page.follow("Weiter"))) == 1


def test_a_kind_has_one_source(app: Flask) -> None:
    with pytest.raises(ValueError, match="measure"):
        register_deadlines(app, MeasureDeadlines())
