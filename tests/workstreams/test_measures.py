"""Measures at the desk: entered, changed, and tied to what people said, by their own organisation only."""

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from participation.accounts.models import AuditLine
from participation.clock import now
from participation.extensions import db
from participation.permissions import Role
from participation.workstreams.actions import add_foundation
from participation.workstreams.models import Link, Measure
from participation.workstreams.rules import MeasureStatus
from tests import factories
from tests.summaries.county_source import CountySource
from tests.summaries.steps import released
from tests.visiting import Fields, Visitor

SignIn = Callable[..., Visitor]
LIST = "/verwaltung/massnahmen/"


def entry(**changed: str | Sequence[str]) -> dict[str, str | Sequence[str]]:
    """A filled form."""
    return {
        "title_de": "Kleinbus auf Bestellung",
        "title_en": "Minibus on demand",
        "description_de": "Ein Kleinbus wird erprobt.",
        "status": "in_progress",
        "starts_on": "2026-04-01",
        "due_on": "2027-09-30",
        **changed,
    }


def actions() -> list[str]:
    """What the audit trail says was done to measures and fields."""
    return list(db.session.scalars(select(AuditLine.action).where(AuditLine.subject_kind != "account")))


def test_a_measure_is_entered_found_and_changed(sign_in: SignIn) -> None:
    field, other = factories.make_workstream("mobil"), factories.make_workstream("klima")
    editor = sign_in(Role.EDITOR)
    owner = factories.make_county()
    new = editor.visit(LIST + "neu")
    fields = entry(organisation=owner.public_id, workstreams=[field.public_id, other.public_id])
    edit = new.submit(fields, status=302)
    measure = db.session.scalars(select(Measure)).one()
    assert edit.h1 == "Kleinbus auf Bestellung"
    assert measure.title == {"de": "Kleinbus auf Bestellung", "en": "Minibus on demand"}
    assert (measure.status, measure.organisation) == (MeasureStatus.IN_PROGRESS, owner)
    assert (measure.starts_on, measure.due_on) == (date(2026, 4, 1), date(2027, 9, 30))
    assert {one.slug for one in measure.workstreams} == {"mobil", "klima"}

    edit.submit({"status": "done", "title_en": "", "due_on": ""}, status=302)
    db.session.expire_all()
    assert (measure.status, measure.due_on) == (MeasureStatus.DONE, None)
    assert measure.title == {"de": "Kleinbus auf Bestellung"}
    assert editor.visit(LIST).follow("Kleinbus").h1 == "Kleinbus auf Bestellung"
    assert actions() == ["create_measure", "update_measure"]


def test_texts_in_other_languages_stay(sign_in: SignIn) -> None:
    measure = factories.make_measure()
    measure.title = {"de": "Alt", "tr": "Eski"}
    db.session.commit()
    sign_in(Role.EDITOR).visit(LIST + measure.public_id).submit({"title_de": "Neu"}, status=302)
    db.session.expire_all()
    assert measure.title == {"de": "Neu", "tr": "Eski"}


@pytest.mark.parametrize(
    ("changed", "at"),
    [
        ({"title_de": ""}, "title_de"),
        ({"title_de": " \n "}, "title_de"),
        ({"title_de": "x" * 201}, "title_de"),
        ({"description_de": ""}, "description_de"),
        ({"description_en": "x" * 4001}, "description_en"),
        ({"status": "finished"}, "status"),
        ({"organisation": "aaaaaaaaaa"}, "organisation"),
        ({"workstreams": []}, "workstreams"),
        ({"workstreams": ["aaaaaaaaaa"]}, "workstreams"),
        ({"starts_on": "31.02.2026"}, "starts_on"),
        ({"starts_on": "2026-05-02", "due_on": "2026-05-01"}, "due_on"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(sign_in: SignIn, changed: Fields, at: str) -> None:
    field = factories.make_workstream()
    editor = sign_in(Role.EDITOR)
    fields = entry(organisation=factories.make_county().public_id, workstreams=[field.public_id]) | dict(changed)
    page = editor.visit(LIST + "neu").submit(fields, status=422)
    assert [name for name in _errors(page.root) if name != "error-summary"] == [f"{at}-error"]
    assert db.session.scalars(select(Measure)).all() == []
    assert actions() == []


def test_characters_that_cannot_be_printed_are_dropped(sign_in: SignIn) -> None:
    measure = factories.make_measure()
    page = sign_in(Role.EDITOR).visit(LIST + measure.public_id)
    page.submit({"title_de": "Bus\x00\x07halt\u202e", "description_de": "Eine\nzweite Zeile"}, status=302)
    db.session.expire_all()
    assert measure.title["de"] == "Bushalt"
    assert measure.description["de"] == "Eine\nzweite Zeile"


def test_another_organisations_editor_is_refused(sign_in: SignIn) -> None:
    marl, herten = factories.make_organisation("Marl"), factories.make_organisation("Herten")
    measure = factories.make_measure(organisation=marl)
    add_foundation(measure, "aaaaaaaaaa", "", None, now())
    db.session.commit()
    stranger = sign_in(Role.EDITOR, herten)
    address = LIST + measure.public_id
    assert measure.title["de"] not in stranger.visit(LIST).text
    stranger.visit(address, 403)
    stranger.send(address, {"title_de": "Fremd"}, 403)
    stranger.send(f"{address}/grundlagen", {"part": "aaaaaaaaaa"}, 403)
    stranger.send(f"{address}/grundlagen/entfernen", {"kind": "release", "id": "aaaaaaaaaa"}, 403)
    assert len(db.session.scalars(select(Link)).all()) == 1
    sign_in(Role.EDITOR, marl).visit(address)


def test_nobody_hands_a_measure_to_an_organisation_that_is_not_theirs(sign_in: SignIn) -> None:
    marl, herten = factories.make_organisation("Marl"), factories.make_organisation("Herten")
    measure = factories.make_measure(organisation=marl)
    page = sign_in(Role.EDITOR, marl).visit(LIST + measure.public_id)
    page.submit({"organisation": herten.public_id}, status=422)
    db.session.expire_all()
    assert measure.organisation == marl


def test_the_county_looks_after_its_towns(sign_in: SignIn) -> None:
    town = factories.make_organisation("Waltrop", parent=factories.make_county())
    measure = factories.make_measure(organisation=town)
    sign_in(Role.COORDINATOR).visit(LIST + measure.public_id)


def test_a_measure_is_tied_to_a_question_and_let_go(sign_in: SignIn, source: CountySource) -> None:
    release = released(source)
    measure = factories.make_measure(factories.make_workstream("leben"))
    editor = sign_in(Role.EDITOR)
    address = LIST + measure.public_id
    chosen = {"part": f"{release.public_id}.trust"}
    page = editor.visit(address).submit(chosen, form=1, status=302)
    link = db.session.scalars(select(Link)).one()
    assert (link.from_kind, link.from_id, link.detail) == ("release", release.public_id, "trust")
    assert (link.to_kind, link.to_id) == ("measure", measure.public_id)
    page.submit(chosen, form=2, status=302)  # a second time changes nothing
    assert len(db.session.scalars(select(Link)).all()) == 1
    editor.visit(address).submit(form=1, status=302)
    assert db.session.scalars(select(Link)).all() == []
    assert actions()[-2:] == ["add_foundation", "remove_foundation"]
    editor.send(f"{address}/grundlagen/entfernen", {"kind": "release", "id": release.public_id}, 404)


def test_a_measure_is_tied_to_one_theme(sign_in: SignIn, source: CountySource) -> None:
    release = released(source)
    measure = factories.make_measure(factories.make_workstream("leben"))
    page = sign_in(Role.EDITOR).visit(LIST + measure.public_id)
    page = page.submit({"part": f"{release.public_id}.theme:benches"}, form=1, status=302)
    assert db.session.scalars(select(Link.detail)).all() == ["theme:benches"]
    assert "Leben im Kreis: Mehr Bänke" in page.text


@pytest.mark.parametrize(
    "part",
    ["", "aaaaaaaaaa", "aaaaaaaaaa.trust", "{release}.unheard", "{release}.uses", "{release}.theme:unheard"],
)
def test_only_what_was_offered_can_be_chosen(sign_in: SignIn, source: CountySource, part: str) -> None:
    release = released(source)
    measure = factories.make_measure(factories.make_workstream("leben"))
    page = sign_in(Role.EDITOR).visit(LIST + measure.public_id)
    answer = page.submit({"part": part.format(release=release.public_id)}, form=1, status=422)
    assert _errors(answer.root) == ["error-summary", "part-error"]
    assert db.session.scalars(select(Link)).all() == []


def test_the_list_is_paged_in_constant_queries(sign_in: SignIn, statements: list[str]) -> None:
    editor = sign_in(Role.EDITOR)
    field = factories.make_workstream()

    def with_measures(number: int) -> int:
        for _ in range(number):
            factories.make_measure(field, factories.make_organisation(parent=factories.make_county()))
        statements.clear()
        editor.visit(LIST)
        return len(statements)

    few = with_measures(3)
    assert with_measures(27) == few
    assert len(list(editor.visit(LIST + "?seite=2").root.iter("tr"))) == 6


def test_the_desk_names_what_is_overdue(sign_in: SignIn, app: Flask) -> None:
    late, done = factories.make_measure(), factories.make_measure()
    late.due_on = done.due_on = date(2026, 6, 25)
    done.status = MeasureStatus.DONE
    db.session.commit()
    desk = sign_in(Role.EDITOR).visit("/verwaltung/")
    assert late.title["de"] in desk.text
    assert done.title["de"] not in desk.text


def _errors(root: object) -> list[str]:
    names = [element.get("id", "") for element in root.iter()]  # type: ignore[attr-defined]
    return [name for name in names if name == "error-summary" or name.endswith("-error")]
