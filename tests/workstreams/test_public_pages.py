"""Fields of action as citizens meet them."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from participation.clock import now
from participation.disclosure.document import Theme
from participation.extensions import db
from participation.organisations.models import Organisation
from participation.workstreams.actions import add_foundation
from participation.workstreams.models import Workstream
from participation.workstreams.rules import MeasureStatus
from tests import factories
from tests.summaries.county_source import CountySource
from tests.summaries.steps import drawn, released
from tests.visiting import Visitor, text_of

TRUST = "Wie sehr vertrauen Sie"


@pytest.fixture
def living(app: Flask) -> Workstream:
    """A field of action that releases of the sample source speak to."""
    return factories.make_workstream("leben")


def test_fields_stand_by_section_each_with_its_phase(visitor: Visitor) -> None:
    later, sooner = factories.make_section(), factories.make_section()
    later.position, sooner.position = 2, 1
    last = factories.make_workstream("zuletzt", section=later)
    first = factories.make_workstream("zuerst", section=sooner)
    factories.make_measure(first)
    page = visitor.visit("/handlungsfelder/")
    sections = [text_of(heading) for heading in page.root.iter("h2")]
    assert sections == [sooner.title["de"], later.title["de"]]
    assert first.phase.title["de"] in page.text
    assert last.phase.title["de"] in page.text
    assert page.follow(first.title["de"]).h1 == first.title["de"]


def test_an_instance_without_fields_shows_a_page(visitor: Visitor) -> None:
    visitor.visit("/handlungsfelder/")
    visitor.visit("/handlungsfelder/nirgends/", 404)


def test_the_present_phase_is_marked_among_all(visitor: Visitor) -> None:
    phases = [factories.make_phase(f"stufe-{number}") for number in range(4)]
    factories.make_workstream("mitte", phase=phases[2])
    page = visitor.visit("/handlungsfelder/mitte/")
    steps = [item for item in page.root.iter("li") if "step-list__step" in item.get("class", "")]
    assert [text_of(step).startswith(phase.title["de"]) for step, phase in zip(steps, phases, strict=True)] == [
        True
    ] * 4
    assert [step.get("aria-current") for step in steps] == [None, None, "step", None]
    assert ["--past" in step.get("class", "") for step in steps] == [True, True, False, False]


def test_a_measure_shows_who_when_how_far_and_what_people_said(
    visitor: Visitor, living: Workstream, source: CountySource
) -> None:
    release = released(source)
    measure = factories.make_measure(living)
    measure.status, measure.starts_on, measure.due_on = MeasureStatus.DONE, date(2026, 3, 1), date(2026, 12, 31)
    add_foundation(measure, release.public_id, "trust", None, now())
    add_foundation(measure, release.public_id, "wishes", None, now())
    db.session.commit()
    listed = visitor.visit("/handlungsfelder/leben/")
    for words in (measure.title["de"], measure.organisation.name, "01.03.2026", "31.12.2026", "Mehr Bänke"):
        assert words in listed.text
    page = listed.follow(measure.title["de"])
    assert "Was getan wird." in page.text
    assert "Viele wünschen sich Sitzplätze." in page.text
    assert any("bar-chart" in figure.get("class", "") for figure in page.root.iter("figure"))
    assert visitor.visit(f"/daten/{release.public_id}").h1


def test_a_measure_can_answer_to_single_themes(visitor: Visitor, living: Workstream, source: CountySource) -> None:
    subject = source.add()
    source.said[subject.public_id] = [
        Theme(key, "wishes", {"de": title}, {"de": f"{title} fehlen vielen."}, "often", ("leben",))
        for key, title in (("benches", "Bänke"), ("trees", "Bäume"), ("lamps", "Laternen"))
    ]
    release = released(source, drawn(source, subject))
    measure = factories.make_measure(living)
    for key in ("trees", "benches"):
        add_foundation(measure, release.public_id, f"theme:{key}", None, now())
    db.session.commit()
    page = visitor.visit(f"/handlungsfelder/leben/massnahmen/{measure.public_id}")
    assert [text_of(item) for item in page.root.iter("li") if "fehlen" in text_of(item)] == [
        "Bäume. Bäume fehlen vielen.",
        "Bänke. Bänke fehlen vielen.",
    ]
    assert "Laternen" not in page.text


def test_only_the_questions_of_the_field_are_shown(visitor: Visitor, source: CountySource) -> None:
    for slug in ("leben", "verwaltung", "anderes"):
        factories.make_workstream(slug)
    released(source)
    figures = {
        slug: len(list(visitor.visit(f"/handlungsfelder/{slug}/").root.iter("figure")))
        for slug in ("leben", "verwaltung", "anderes")
    }
    assert figures == {"leben": 3, "verwaltung": 2, "anderes": 0}
    assert "Mehr Bänke" in visitor.visit("/handlungsfelder/leben/").text
    assert "Mehr Bänke" not in visitor.visit("/handlungsfelder/verwaltung/").text


def test_releases_are_paged(visitor: Visitor, living: Workstream, source: CountySource) -> None:
    source.n = 60
    for _ in range(4):
        released(source)
    first, second = visitor.visit("/handlungsfelder/leben/"), visitor.visit("/handlungsfelder/leben/?seite=2")
    assert len([one for one in first.root.iter("article") if one.find("h3") is not None]) == 3
    assert len([one for one in second.root.iter("article") if one.find("h3") is not None]) == 1


def test_a_measure_is_found_below_its_own_fields_only(visitor: Visitor, living: Workstream) -> None:
    factories.make_workstream("fremd")
    measure = factories.make_measure(living)
    visitor.visit(f"/handlungsfelder/leben/massnahmen/{measure.public_id}")
    visitor.visit(f"/handlungsfelder/fremd/massnahmen/{measure.public_id}", 404)
    visitor.visit("/handlungsfelder/leben/massnahmen/aaaaaaaaaa", 404)


@pytest.mark.parametrize("language", ["de", "en"])
def test_texts_follow_the_language(app: Flask, language: str) -> None:
    field = factories.make_workstream("zweisprachig")
    visitor = Visitor(app, language)
    assert visitor.visit("/handlungsfelder/zweisprachig/").h1 == field.title[language]
    assert visitor.visit(f"/handlungsfelder/zweisprachig/?sprache={language}").root.get("lang") == language


def test_queries_do_not_grow_with_measures_and_links(
    visitor: Visitor, living: Workstream, source: CountySource, statements: list[str]
) -> None:
    release_id = released(source).public_id

    def with_measures(number: int, owner: Callable[[], Organisation]) -> int:
        for _ in range(number):
            measure = factories.make_measure(living, owner())
            add_foundation(measure, release_id, "trust", None, now())
        db.session.commit()
        statements.clear()
        for path in ("/handlungsfelder/leben/", "/handlungsfelder/", "/"):
            visitor.visit(path)
        return len(statements)

    few = with_measures(2, factories.make_organisation)
    assert with_measures(12, factories.make_organisation) == few
