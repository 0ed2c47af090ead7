"""The search: both databases find the same, in the same order, and only what the person may see."""

from collections.abc import Callable
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import Select, event, func, select

from participation.extensions import db
from participation.kit.search.actions import index, rebuild, refresh, remove
from participation.kit.search.folding import terms
from participation.kit.search.kinds import register_kind, search_kinds
from participation.kit.search.models import SearchEntry
from participation.kit.search.queries import entries
from participation.permissions import Role
from participation.types import new_public_id
from participation.workstreams.actions import create_measure, update_measure
from participation.workstreams.rules import MeasureFacts, MeasureStatus
from surveys.actions import open_survey
from tests.conftest import START
from tests.factories import (
    make_account,
    make_county,
    make_free_texts,
    make_instance,
    make_measure,
    make_open_survey,
    make_organisation,
    make_survey,
    make_workstream,
)
from tests.visiting import Visitor, text_of


def put(title: str, body: str = "", organisation_id: int | None = None, public: bool = True) -> str:
    public_id = new_public_id()
    index("workstream", public_id, title, body, "de", organisation_id, public, START)
    return public_id


def found(question: str, language: str = "de", organisation_ids: tuple[int, ...] = ()) -> list[str]:
    return [one.title for one in db.session.scalars(entries(terms(question), language, organisation_ids))]


def facts(title: str, organisation_id: int) -> MeasureFacts:
    return MeasureFacts({"de": title}, {"de": "Was getan wird."}, MeasureStatus.PLANNED, organisation_id, None, None)


def test_parts_of_words_and_other_spellings_are_found(app: Flask) -> None:
    put("Beiratssitzung im Mai", "Herr Mueller berichtet über die Hauptstraße.")
    for question in ("beirat", "sitzung", "SITZUNG mai", "müller", "muller", "strasse", "haupt uber", "mai"):
        assert found(question) == ["Beiratssitzung im Mai"], question
    for question in ("beirat juni", "sitzungen", "rat sitzunk"):
        assert found(question) == [], question


def test_titles_count_more_than_texts_and_whole_words_more_than_parts(app: Flask) -> None:
    put("Anderes", "Hier steht der Radweg.")
    put("Fernradwege")
    put("Radwege bauen")
    put("Ein Radweg")
    put("Noch anderes", "Der Fernradweg.")
    assert found("radweg") == ["Ein Radweg", "Radwege bauen", "Fernradwege", "Anderes", "Noch anderes"]


def test_short_words_are_found_at_the_beginning_of_words(app: Flask) -> None:
    put("5G für alle")
    put("Zirkikel", "unsere KI")
    assert found("5g") == ["5G für alle"]
    assert found("ki") == ["Zirkikel"]
    assert found("ki unsere") == ["Zirkikel"]
    assert found("g") == []


def test_only_public_things_and_those_of_ones_own_organisations_are_found(app: Flask) -> None:
    town, other = make_organisation(), make_organisation()
    put("Radweg für alle")
    put("Radweg der Stadt", organisation_id=town.id, public=False)
    put("Radweg der anderen", organisation_id=other.id, public=False)
    put("Radweg von niemand", public=False)
    assert set(found("radweg")) == {"Radweg für alle"}
    assert set(found("radweg", organisation_ids=(town.id,))) == {"Radweg für alle", "Radweg der Stadt"}


def test_a_thing_is_found_once_in_the_language_of_the_page(app: Flask) -> None:
    public_id = put("Digitaltag am Rathaus")
    index("workstream", public_id, "Digitaltag at the town hall", "", "en", None, public=True, now=START)
    put("Nur deutscher Digitaltag")
    assert set(found("digitaltag", "en")) == {"Digitaltag at the town hall", "Nur deutscher Digitaltag"}
    assert set(found("digitaltag")) == {"Digitaltag am Rathaus", "Nur deutscher Digitaltag"}


def test_what_was_changed_or_removed_is_found_no_longer(app: Flask) -> None:
    public_id = put("Radweg")
    index("workstream", public_id, "Gehweg", "", "de", None, public=True, now=START)
    assert (found("radweg"), found("gehweg")) == ([], ["Gehweg"])
    remove("workstream", public_id)
    assert found("gehweg") == []


def test_what_is_rolled_back_is_not_found(app: Flask) -> None:
    put("Radweg")
    db.session.rollback()
    assert found("radweg") == []


@pytest.mark.parametrize(
    "question",
    [
        *('"', "'", '" OR 1=1 --', "rad* OR *", "NEAR(rad weg)", "rad AND NOT weg", "title:rad", "-rad", "(", "))"),
        *("rad'); DROP TABLE search_entry; --", "':*", "a & b | !c", "<->", "{}", "%", "_", "\\", "🚲", "\u202erad"),
        *("\x00rad", "rad\x00", "x" * 10_000, "rad " * 3_000, "'" * 5_000, "0", "²", "ß", "ẞ", "\ufffe", "<script>"),
    ],
)  # fmt: skip
def test_hostile_questions_are_only_questions(app: Flask, visitor: Visitor, question: str) -> None:
    put("Radweg")
    db.session.commit()
    visitor.visit(f"/suche?q={quote(question)}")
    assert db.session.scalar(select(func.count()).select_from(SearchEntry)) == 1


def test_measures_are_found_as_soon_as_they_are_entered_and_as_they_are_now(app: Flask) -> None:
    account, workstream = make_account(), make_workstream()
    measure = create_measure(facts("Fahrradstraßen", make_county().id), [workstream], account, START)
    assert found("fahrrad") == ["Fahrradstraßen"]
    update_measure(measure, facts("Gehwege", make_county().id), [workstream], account, START)
    assert (found("fahrrad"), found("gehweg")) == ([], ["Gehwege"])
    update_measure(measure, facts("Gehwege", make_county().id), [], account, START)
    assert found("gehweg") == []
    assert found("gehweg", organisation_ids=(make_county().id,)) == ["Gehwege"]


def test_a_survey_is_found_by_everybody_once_it_is_open(app: Flask, visitor: Visitor) -> None:
    survey = make_survey()
    title = survey.title["de"]
    assert found(title) == []
    assert found(title, organisation_ids=(survey.organisation_id,)) == [title]
    open_survey(survey, None, START)
    db.session.commit()
    page = visitor.visit(f"/suche?q={quote(title)}")
    assert page.links[title] == f"/umfragen/{survey.slug}/"


def test_things_that_are_gone_are_found_no_longer(app: Flask) -> None:
    measure = make_measure()
    refresh("measure", [measure.public_id], START)
    assert found("maßnahme") == [measure.title["de"]]
    db.session.delete(measure)
    db.session.flush()
    refresh("measure", [measure.public_id], START)
    assert found("maßnahme") == []


def test_rebuilding_finds_what_was_never_entered_and_forgets_what_is_gone(app: Flask) -> None:
    measure, workstream = make_measure(), make_workstream()
    put("Vergessen")
    index("unknown", "abcdefghij", "Von einer Funktion, die es nicht mehr gibt", "", "de", None, public=True, now=START)
    db.session.commit()
    later = START.replace(year=2027)
    number = rebuild(later)
    assert number == db.session.scalar(select(func.count()).select_from(SearchEntry))
    assert found("vergessen") == found("funktion") == []
    assert found(measure.title["de"]) == [measure.title["de"]]
    assert found(workstream.title["de"])
    before = db.session.scalars(select(SearchEntry.changed_at)).all()
    assert rebuild(later.replace(year=2028)) == number
    assert db.session.scalars(select(SearchEntry.changed_at)).all() == before, "what did not change is not written"


def test_the_command_rebuilds_and_says_how_much(app: Flask) -> None:
    make_workstream()
    result = app.test_cli_runner().invoke(args=["search", "rebuild"])
    assert result.stdout == "2 entries can be found.\n"


def test_the_page_marks_words_and_leads_to_the_thing(app: Flask, visitor: Visitor) -> None:
    measure = make_measure()
    measure.title = {"de": "Wege <für> Räder"}
    measure.description = {"de": "Ein Netz von Radwegen & Brücken."}
    db.session.commit()
    rebuild(START)
    page = visitor.visit("/suche?q=raeder+bruecke")
    assert "1 Treffer für „raeder bruecke“" in page.text
    assert [text_of(mark) for mark in page.root.iter("mark")] == ["Räder", "Brücken"]
    assert page.follow("Wege <für> Räder").h1 == "Wege <für> Räder"


def test_before_a_question_and_without_a_hit_the_page_helps(visitor: Visitor) -> None:
    make_instance()
    assert "Treffer" not in visitor.visit("/suche").text
    assert "Zu „nirgends“ wurde nichts gefunden." in visitor.visit("/suche?q=nirgends").text


def test_hits_are_paged_with_a_constant_number_of_queries(visitor: Visitor, statements: list[str]) -> None:
    workstream = make_workstream()
    make_measure(workstream)
    rebuild(START)
    statements.clear()
    visitor.visit("/suche?q=massnahme")
    few = len(statements)
    for _ in range(30):
        make_measure(workstream)
    rebuild(START)
    statements.clear()
    page = visitor.visit("/suche?q=massnahme")
    assert len(statements) == few
    assert few < 20
    second = page.follow("Weiter")
    assert len([one for one in second.root.iter("li") if one.get("class") == "hit"]) == 6


def test_the_desk_finds_what_is_being_prepared_and_leads_to_where_one_works_on_it(
    sign_in: Callable[..., Visitor], visitor: Visitor
) -> None:
    town, other = make_organisation("Stadt"), make_organisation("Andere")
    own, foreign = make_survey(organisation=town), make_survey(organisation=other)
    title = own.title["de"]
    page = sign_in(Role.EDITOR, town).visit(f"/verwaltung/suche?q={quote(title)}")
    assert f"/verwaltung/umfragen/{own.public_id}/" in page.links.values()
    assert f"/verwaltung/umfragen/{foreign.public_id}/" not in page.links.values()
    assert "nicht öffentlich" in page.text
    assert title not in visitor.visit(f"/suche?q={quote(title)}").links


def test_a_kind_is_handed_over_once(app: Flask) -> None:
    with pytest.raises(ValueError, match="two kinds"):
        register_kind(app, search_kinds()["measure"])


def test_the_databases_own_index_is_asked(app: Flask) -> None:
    """Without it a question would read every text there is."""
    for number in range(50):
        put(f"Radweg {number}", "Ein Text. " * 20)
    plan = explained(entries(terms("radweg"), "de"))
    assert ("search_index" if db.engine.dialect.name == "sqlite" else "ix_search_entry_lexemes") in plan


def explained(question: Select[SearchEntry]) -> str:
    """How the database would answer, if reading whole tables were the last resort."""
    connection = db.session.connection()
    on_sqlite = connection.dialect.name == "sqlite"
    if not on_sqlite:
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")

    def ask_how(_c: object, _cursor: object, statement: str, values: object, *_rest: object) -> tuple[str, object]:
        return f"EXPLAIN {'QUERY PLAN ' if on_sqlite else ''}{statement}", values

    event.listen(connection, "before_cursor_execute", ask_how, retval=True)
    plan = connection.execute(question).cursor
    assert plan is not None
    steps = str(plan.fetchall())
    event.remove(connection, "before_cursor_execute", ask_how)
    return steps


def test_only_titles_and_questions_of_surveys_are_read(app: Flask) -> None:
    survey = make_open_survey()
    make_free_texts(survey, "Meine Sorge heißt Zwetschgenkuchen.")
    rebuild(START)
    assert found("zwetschgenkuchen", organisation_ids=(survey.organisation_id,)) == []
    assert survey.title["de"] in found(survey.title["de"])
