"""The trail between public things of any feature."""

import pytest
from flask import Flask

from participation.clock import now
from participation.disclosure.document import Theme
from participation.extensions import db
from participation.workstreams import queries
from participation.workstreams.actions import add_foundation, add_link, remove_link
from participation.workstreams.links import Target, causes, effects, kinds, register_resolver
from participation.workstreams.trail import foundations, possible_foundations
from tests import factories
from tests.summaries.county_source import CountySource
from tests.summaries.steps import drawn, released


@pytest.fixture(autouse=True)
def request_context(app: Flask) -> object:
    """Addresses are built as in a request."""
    with app.test_request_context():
        yield


def test_the_platform_knows_workstreams_measures_and_releases(app: Flask) -> None:
    assert {"workstream", "measure", "release"} <= kinds()


def test_two_resolvers_of_one_kind_are_refused(app: Flask) -> None:
    with pytest.raises(ValueError, match="measure"):
        register_resolver(app, "measure", lambda _ids: {})


def test_a_link_is_made_once_and_taken_away_once(app: Flask) -> None:
    cause, effect = ("release", "aaaaaaaaaa"), ("measure", "bbbbbbbbbb")
    assert add_link(cause, effect, now(), "trust")
    assert add_link(cause, effect, now(), "trust") is None
    assert add_link(cause, effect, now(), "uses")
    assert [link.detail for link in queries.links_from(*_one(cause))] == ["trust", "uses"]
    assert remove_link(cause, effect, "trust")
    assert not remove_link(cause, effect, "trust")
    assert [link.detail for link in queries.links_to(*_one(effect))] == ["uses"]


def test_steps_keep_their_order_and_leave_out_what_is_gone(app: Flask) -> None:
    field, measure = factories.make_workstream(), factories.make_measure()
    for cause in (("workstream", field.public_id), ("idea", "cccccccccc"), ("release", "aaaaaaaaaa")):
        add_link(cause, ("measure", measure.public_id), now())
    add_link(("measure", measure.public_id), ("workstream", field.public_id), now())
    assert [step.target.title for step in causes(queries.links_to("measure", [measure.public_id]))] == [field.title]
    onwards = effects(queries.links_from("measure", [measure.public_id]))
    assert [step.target.address for step in onwards] == [f"/handlungsfelder/{field.slug}/"]


def test_a_measure_without_a_field_is_not_public(app: Flask) -> None:
    measure = factories.make_measure()
    measure.workstreams = []
    link = add_link(("release", "aaaaaaaaaa"), ("measure", measure.public_id), now())
    assert link
    assert effects([link]) == []


def test_resolving_takes_one_query_per_kind(app: Flask, statements: list[str]) -> None:
    fields = [factories.make_workstream() for _ in range(8)]
    links = [add_link(("workstream", field.public_id), ("measure", "bbbbbbbbbb"), now()) for field in fields]
    db.session.commit()
    found = [link for link in links if link]
    assert all(link.from_kind == "workstream" for link in found)
    statements.clear()
    assert len(causes(found)) == 8
    assert len(statements) == 1


def test_a_foundation_names_the_question_or_its_themes_or_one_of_them(app: Flask, source: CountySource) -> None:
    release = released(source)
    measure = factories.make_measure(factories.make_workstream("leben"))
    for part in ("trust", "wishes", "", "theme:benches", "theme:gone"):
        add_foundation(measure, release.public_id, part, None, now())
    steps = foundations([measure])[measure.public_id]
    assert [step.part.get("de") for step in steps] == [
        source.plan("x").question("trust").text["de"],
        "Mehr Bänke",
        None,
        "Mehr Bänke",
        None,
    ]
    assert {step.target.address for step in steps} == {f"/daten/{release.public_id}"}


def test_what_can_be_chosen_speaks_to_the_measures_fields(app: Flask, source: CountySource) -> None:
    release = released(source)
    offered = {
        slug: [value for value, _text in possible_foundations(factories.make_measure(field), "de")]
        for slug, field in ((slug, factories.make_workstream(slug)) for slug in ("leben", "verwaltung", "anderes"))
    }
    assert offered["anderes"] == []
    assert set(offered["verwaltung"]) == {release.public_id, *(f"{release.public_id}.{q}" for q in ("trust", "uses"))}
    assert f"{release.public_id}.wishes" in offered["leben"]


def test_one_theme_or_all_of_a_question_can_be_chosen(app: Flask, source: CountySource) -> None:
    subject = source.add()
    source.said[subject.public_id] = [
        Theme(key, "wishes", {"de": title}, {"de": f"{title} fehlen."}, "rare", slugs)
        for key, title, slugs in (("benches", "Bänke", ("leben",)), ("trees", "Bäume", ("leben", "klima")))
    ]
    release = released(source, drawn(source, subject))
    offered = {
        slug: dict(possible_foundations(factories.make_measure(factories.make_workstream(slug)), "de"))
        for slug in ("leben", "klima")
    }
    whole, benches, trees = (f"{release.public_id}.{part}" for part in ("wishes", "theme:benches", "theme:trees"))
    assert offered["leben"][whole] == "Leben im Kreis: alle Themen einer Frage (Bänke · Bäume)"
    assert offered["leben"][benches] == "Leben im Kreis: Thema „Bänke“"
    assert trees in offered["leben"]
    assert set(offered["klima"]) == {release.public_id, whole, trees}


def test_a_target_without_parts_has_no_text_for_one(app: Flask) -> None:
    assert Target({"de": "Etwas"}, "/").parts == {}


def _one(thing: tuple[str, str]) -> tuple[str, list[str]]:
    return thing[0], [thing[1]]
