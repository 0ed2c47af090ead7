"""A survey from its file to its last answer: who may do what when, and what the commands say to nonsense."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from participation.clock import now
from participation.errors import UserError
from participation.extensions import db
from surveys import actions, queries
from surveys.answering.state import state
from surveys.collecting import mover
from surveys.models import Answer, FreeText, LedgerEntry, Survey, SurveyVersion
from surveys.questionnaire import DefinitionError
from surveys.rules import GRACE, MOVE_AT_LEAST, SETTLING_MARGIN, SurveyStatus
from tests.conftest import MovableClock
from tests.factories import make_county, make_organisation
from tests.surveys.questionnaire.examples import document, example, option, page, question
from tests.surveys.steps import answered, closed, imported, kept, moved, opened, path_of, settled, sheet, telling
from tests.visiting import Visitor


def rows(*models: type[Any]) -> list[int]:
    """How many rows each table has."""
    return [db.session.scalar(select(func.count()).select_from(model)) or 0 for model in models]


def data(value: object) -> bytes:
    return json.dumps(value).encode()


# Rules


def test_a_new_file_of_the_same_name_is_a_new_version(app: Flask) -> None:
    survey = imported()
    again = telling()
    again["title"] = {"de": "Neu", "en": "New"}
    same = imported(again)
    assert same.id == survey.id
    assert same.title == {"de": "Neu", "en": "New"}
    assert queries.current_version(same).number == 2
    assert rows(Survey, SurveyVersion) == [1, 2]


def test_an_open_survey_and_somebody_elses_cannot_be_imported_over(app: Flask) -> None:
    opened()
    foreign = imported(telling("fremd"))
    foreign.organisation = make_organisation()
    kept(foreign)
    for slug in ("digitaltag", "fremd"):
        with pytest.raises(UserError):
            imported(telling(slug))
        db.session.rollback()
    assert rows(Survey, SurveyVersion) == [2, 2]


def test_what_blocks_opening_is_said(app: Flask) -> None:
    impossible = example()
    both = [{"question": "age", "is": "old"}, {"question": "age", "is": "young"}]
    impossible["pages"][2]["condition"] = {"all": both}
    survey = imported(impossible)
    with pytest.raises(UserError, match=r"pages\[2\]"):
        actions.open_survey(survey, None, now())
    db.session.rollback()
    assert survey.status == SurveyStatus.PREPARING
    assert survey.plan_sha256 is None


def test_a_language_with_a_missing_text_is_not_offered(app: Flask) -> None:
    untranslated = telling()
    del untranslated["pages"][0]["questions"][0]["text"]["en"]
    survey = opened(untranslated)
    assert Visitor(app, "en").visit(path_of(survey)).root.get("lang") == "de"


def test_each_step_has_its_moment(app: Flask, clock: MovableClock) -> None:
    def refused(act: Callable[..., object], *arguments: object) -> None:
        with pytest.raises(UserError):
            act(*arguments)

    survey = imported()
    refused(actions.close_survey, survey, None, now())
    refused(actions.settle_survey, survey, now())
    actions.open_survey(survey, None, now())
    assert len(survey.plan_sha256 or "") == 64
    refused(actions.open_survey, survey, None, now())
    refused(actions.settle_survey, survey, now())
    actions.close_survey(survey, None, now())
    refused(actions.close_survey, survey, None, now())
    refused(actions.open_survey, survey, None, now())
    clock.move(GRACE - timedelta(seconds=1))
    refused(actions.settle_survey, survey, now())
    refused(actions.shuffle_answers, survey, now())
    clock.move(timedelta(seconds=1))
    actions.settle_survey(survey, now())
    refused(actions.settle_survey, survey, now())


def test_a_survey_closes_after_its_last_day(app: Flask) -> None:
    survey = opened()
    survey.closes_on = date(2026, 6, 26)
    kept(survey)
    assert mover.close_due(now(), date(2026, 6, 26)) == []
    assert mover.close_due(now(), date(2026, 6, 27)) == [survey.public_id]
    assert mover.close_due(now(), date(2026, 6, 28)) == []


def test_a_survey_ends_by_itself_when_nothing_can_arrive_any_more(app: Flask, clock: MovableClock) -> None:
    survey, client = opened(), app.test_client()
    for number in range(3):
        answered(client, path_of(survey), sheet(number, "Wort"))
    closed(survey)
    reader = state().reader
    clock.move(GRACE)
    assert mover.settle_due(reader, now()) == [], "the last second's answers are waited for"
    clock.move(SETTLING_MARGIN)
    assert mover.settle_due(reader, now()) == [survey.public_id]
    assert mover.settle_due(reader, now()) == []
    assert rows(Answer, LedgerEntry, FreeText) == [3, 3, 3]


def test_only_many_new_answers_together_enter_the_database(app: Flask) -> None:
    survey, client = opened(), app.test_client()
    attempt = answered(client, path_of(survey), sheet(0))
    for number in range(1, MOVE_AT_LEAST - 1):
        answered(client, path_of(survey), sheet(number))
        fields = {**sheet(0), "attempt": attempt, "aktion": "absenden"}
        assert client.post(path_of(survey), data=fields).status_code == 200
    assert moved() == 0, "repeats hide nobody"
    assert rows(Answer, LedgerEntry) == [0, 0]
    for number in range(MOVE_AT_LEAST, 2 * MOVE_AT_LEAST):
        answered(client, path_of(survey), sheet(number))
    assert moved() == 2 * MOVE_AT_LEAST - 1
    assert rows(Answer, LedgerEntry) == [2 * MOVE_AT_LEAST - 1] * 2


def test_new_keys_at_the_end_lose_nothing(app: Flask) -> None:
    survey, client = opened(), app.test_client()
    for number in range(25):
        answered(client, path_of(survey), sheet(number, f"Wort {number}"))
    moved()
    contents = (select(Answer.payload), select(FreeText.text), select(LedgerEntry.attempt_hash))
    before = [sorted(db.session.scalars(content)) for content in contents]
    keys = set(db.session.scalars(select(Answer.id))) | set(db.session.scalars(select(FreeText.id)))
    settled(survey)
    assert [sorted(db.session.scalars(content)) for content in contents] == before
    assert not keys & (set(db.session.scalars(select(Answer.id))) | set(db.session.scalars(select(FreeText.id))))


# Commands


def run(app: Flask, *arguments: object) -> Result:
    """Runs ``participation survey …``."""
    result = app.test_cli_runner().invoke(args=["survey", *map(str, arguments)])
    db.session.rollback()
    return result


@pytest.fixture
def county(app: Flask) -> str:
    """The slug of the organisation that surveys belong to."""
    return make_county().slug


def test_a_survey_lives_by_commands(app: Flask, tmp_path: Path, county: str) -> None:
    file = tmp_path / "survey.json"
    file.write_bytes(data(telling()))
    assert run(app, "check", file).exit_code == 0
    assert run(app, "import", file, "--organisation", county).output == "Imported digitaltag, version 1.\n"
    exported = run(app, "export", "digitaltag").output
    file.write_text(exported, encoding="utf-8")
    assert run(app, "import", file, "--organisation", county).output == "Imported digitaltag, version 2.\n"
    assert run(app, "export", "digitaltag").output == exported
    assert run(app, "open", "digitaltag").output == "digitaltag is open.\n"
    state().forget()
    for number in range(27):
        answered(app.test_client(), "/umfragen/digitaltag/", sheet(number))
    assert run(app, "responses", "digitaltag").output == "At least 0 answers.\n"  # all are still on their way
    assert run(app, "collect").output == "27 answers moved.\n"
    assert run(app, "responses", "digitaltag").output == "At least 20 answers.\n"
    told = json.loads(run(app, "responses", "digitaltag", "--json").output)
    assert told == {"survey": "digitaltag", "answers_at_least": 20}
    assert run(app, "close", "digitaltag").output == "digitaltag is closed.\n"


def bad_files(folder: Path) -> dict[str, Path]:
    """Files that are no questionnaire, by what is wrong with them."""
    contents = {
        "empty": b"",
        "no JSON": b"{",
        "a list": b"[]",
        "a number": b"7",
        "not UTF-8": b"\xff\xfe{}",
        "deeply nested": b"[" * 100_000,
        "NaN": b'{"a": NaN}',
        "a huge number": b'{"a": ' + b"9" * 5_000 + b"}",
        "too large": b'"' + b"x" * 1_100_000 + b'"',
        "without pages": data(document()),
        "an unknown kind": data(document(page("p", question("q", "essay")))),
        "a reserved option": data(document(page("p", question("q", "single_choice", options=[option("other")])))),
        "unknown members": data({**telling(), "onload": "alert(1)"}),
    }
    for number, content in enumerate(contents.values()):
        (folder / f"{number}.json").write_bytes(content)
    files = {what: folder / f"{number}.json" for number, what in enumerate(contents)}
    return {**files, "missing": folder / "missing.json", "a folder": folder}


def test_bad_files_are_refused_in_a_sentence(app: Flask, tmp_path: Path, county: str) -> None:
    for what, file in bad_files(tmp_path).items():
        for arguments in (("import", file, "--organisation", county), ("check", file)):
            result = run(app, *arguments)
            assert result.exit_code == 2, (what, result.output)
            assert result.stderr.strip(), what
            assert "Traceback" not in result.output, what
            assert len(result.output) < 20_000, what
    assert rows(Survey, SurveyVersion) == [0, 0]


def test_commands_on_what_is_not_there_or_not_possible(app: Flask, tmp_path: Path, county: str) -> None:
    file = tmp_path / "survey.json"
    file.write_bytes(data(telling()))
    for arguments in (
        ("import", file, "--organisation", "nirgendwo"),
        ("import", file),
        ("export", "keine"),
        ("open", "keine"),
        ("close", "keine"),
        ("responses", "keine"),
        ("summarise",),
        ("unknown",),
    ):
        result = run(app, *arguments)
        assert result.exit_code == 2, (arguments, result.output)
        assert result.stderr.strip(), arguments
    assert rows(Survey) == [0]
    run(app, "import", file, "--organisation", county)
    assert run(app, "close", "digitaltag").exit_code == 2
    assert run(app, "open", "digitaltag").exit_code == 0
    for arguments in (("open", "digitaltag"), ("import", file, "--organisation", county)):
        assert run(app, *arguments).exit_code == 2
    survey = db.session.scalars(select(Survey)).one()
    assert survey.status == SurveyStatus.OPEN
    assert rows(SurveyVersion) == [1]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=20,
)
PARTS = st.sampled_from(["slug", "languages", "title", "pages", "dimensions", "table_plan", "format_version", "thanks"])


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.dictionaries(PARTS, JSON, min_size=1, max_size=3))
def test_hostile_files_are_refused_or_whole(app: Flask, changes: dict[str, object]) -> None:
    county = make_county()
    before = rows(Survey, SurveyVersion)
    try:
        actions.import_survey(data({**telling(), **changes}), county, None, now())
    except (DefinitionError, UserError):
        db.session.rollback()
        assert rows(Survey, SurveyVersion) == before, "nothing half-written"
    else:
        db.session.flush()
        db.session.rollback()
