"""The demo's survey, invented people and strategy are complete, consistent and fit for the engine."""

import json
import random
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import participation
import surveys
from surveys.demo.respondents import Form, holds, respondents
from surveys.demo.themes import load_themes, theme_of
from surveys.questionnaire import Submission, complete, dump, load
from surveys.questionnaire.check import check

LANGUAGES = {"de", "en", "de-simple", "tr", "uk", "ar"}
SURVEY_DEMO = Path(surveys.__file__).parent / "demo"
STRATEGY_DEMO = Path(participation.__file__).parent / "demo"


def parsed(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


SURVEY = parsed(SURVEY_DEMO / "digitaltag.json")
FREE_TEXTS = parsed(SURVEY_DEMO / "free_texts.json")
STRATEGY = parsed(STRATEGY_DEMO / "workstreams.json")
INSTANCE = parsed(STRATEGY_DEMO / "instance.json")
QUESTIONS = {question["key"]: question for page in SURVEY["pages"] for question in page["questions"]}
ASKED = {key: question for key, question in QUESTIONS.items() if question["kind"] != "information"}
TEXT_KINDS = {"short_text", "long_text"}


def text_objects(value: Any, path: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Every `{language: text}` below a parsed JSON value, with its path."""
    if isinstance(value, dict) and "de" in value:
        yield path, value
    elif isinstance(value, dict):
        for key, below in value.items():
            yield from text_objects(below, f"{path}.{key}")
    elif isinstance(value, list):
        for number, below in enumerate(value):
            yield from text_objects(below, f"{path}[{number}]")


def people(count: int = 1500, seed: int = 7) -> list[Form]:
    return list(respondents(SURVEY, count, random.Random(seed)))


def test_every_text_of_the_survey_stands_in_all_six_languages() -> None:
    for path, text in text_objects(SURVEY):
        assert set(text) == LANGUAGES, path
        assert all(words.strip() == words and words for words in text.values()), path


@pytest.mark.parametrize("content", [STRATEGY, INSTANCE, load_themes()])
def test_strategy_and_themes_stand_in_german_and_english(content: Any) -> None:
    found = list(text_objects(content))
    assert found
    assert [path for path, text in found if set(text) != {"de", "en"} or not all(text.values())] == []


def test_engine_reads_the_survey_and_writes_it_the_same() -> None:
    questionnaire = load((SURVEY_DEMO / "digitaltag.json").read_bytes())
    assert load(dump(questionnaire)) == questionnaire


def test_check_only_remarks_that_two_small_groups_are_never_shown_by_themselves() -> None:
    findings = check(load((SURVEY_DEMO / "digitaltag.json").read_bytes()))
    assert {(finding.level, finding.path, finding.params.get("option")) for finding in findings} == {
        ("warning", "dimensions.town.rows", "elsewhere"),
        ("warning", "dimensions.gender.rows", "d"),
    }


def test_engine_accepts_every_invented_form_and_drops_nothing() -> None:
    questionnaire = load((SURVEY_DEMO / "digitaltag.json").read_bytes())
    for form in people(400):
        submission = complete(questionnaire, form)
        assert isinstance(submission, Submission), submission
        texts = {field for field in form if field.endswith(".other") or ASKED[field[2:]]["kind"] in TEXT_KINDS}
        assert {f"q.{key}" for key in submission.payload} == set(form) - texts
        assert len(submission.texts) == len(texts)


def test_survey_asks_sixteen_questions_of_all_six_kinds() -> None:
    assert len(ASKED) == 16
    assert {question["kind"] for question in QUESTIONS.values()} == {
        "single_choice", "multiple_choice", "scale", "short_text", "long_text", "information",
    }  # fmt: skip


def test_easy_language_keeps_its_sentences_short() -> None:
    longest = max(
        (len(line.split()), line) for _, text in text_objects(SURVEY["pages"]) for line in text["de-simple"].split("\n")
    )
    assert longest[0] <= 14, longest


def test_every_multiple_choice_has_a_small_maximum() -> None:
    assert all(q["max"] in {2, 3} for q in QUESTIONS.values() if q["kind"] == "multiple_choice")


def test_workstreams_of_questions_and_of_the_strategy_are_the_same() -> None:
    named = {slug for question in ASKED.values() for slug in question["workstreams"]}
    assert named == {workstream["slug"] for workstream in STRATEGY["workstreams"]}


def test_table_plan_covers_exactly_the_closed_questions() -> None:
    assert set(SURVEY["table_plan"]) == {key for key, q in ASKED.items() if q["kind"] not in TEXT_KINDS}


def test_worries_are_published_by_town_at_most() -> None:
    assert {table["by"] for table in SURVEY["table_plan"]["worries"]} == {"town"}


def test_rows_and_regions_of_dimensions_name_options_once() -> None:
    for dimension in SURVEY["dimensions"].values():
        options = {option["key"] for option in QUESTIONS[dimension["question"]]["options"]}
        for rows in filter(None, (dimension["rows"], dimension.get("coarse"))):
            used = Counter(option for row in rows for option in row["options"])
            assert set(used) <= options
            assert set(used.values()) == {1}


def test_towns_are_the_organisations_of_the_instance() -> None:
    organisations = {each["ags"]: each for each in INSTANCE["organisations"]}
    rows = {row["key"]: row for row in SURVEY["dimensions"]["town"]["rows"]}
    assert set(rows) == {ags for ags, each in organisations.items() if each["kind"] == "town"}
    assert all(row["population"] == organisations[key]["population"] for key, row in rows.items())
    assert all(row["text"]["de"] == organisations[key]["name"] for key, row in rows.items())


def test_measures_name_known_owners_phases_questions_and_dates() -> None:
    owners = {each["ags"] for each in INSTANCE["organisations"]}
    phases = {phase["slug"] for phase in STRATEGY["phases"]}
    sections = {section["key"] for section in STRATEGY["sections"]}
    for workstream in STRATEGY["workstreams"]:
        assert workstream["phase"] in phases
        assert workstream["section"] in sections
        assert 2 <= len(workstream["measures"]) <= 3
        for measure in workstream["measures"]:
            assert measure["owner"] in owners
            assert measure["status"] in {"planned", "in_progress", "done", "paused"}
            assert date.fromisoformat(measure["starts_on"]) < date.fromisoformat(measure["due_on"])
            asked_here = [key for key in measure["questions"] if workstream["slug"] in ASKED[key]["workstreams"]]
            assert asked_here == measure["questions"] != []


def test_measure_keys_are_unique() -> None:
    keys = [measure["key"] for workstream in STRATEGY["workstreams"] for measure in workstream["measures"]]
    assert len(keys) == len(set(keys))


def test_legal_pages_are_there() -> None:
    assert {page["slug"] for page in INSTANCE["legal_pages"]} == {"impressum", "datenschutz", "barrierefreiheit"}
    assert "Beispielinstanz" in INSTANCE["legal_pages"][0]["body"]["de"]


def test_same_seed_gives_the_same_people() -> None:
    assert people(50) == people(50)
    assert people(50) != people(50, seed=8)


def test_invented_forms_follow_the_rules_of_the_survey() -> None:
    for form in people(400):
        for field, values in form.items():
            key, _, beside = field.removeprefix("q.").partition(".")
            question = QUESTIONS[key]
            if beside == "other":
                assert form[f"q.{key}"][-1] == "other"
            elif question["kind"] == "scale":
                assert values[0] in {"no_answer", *map(str, range(1, question["points"] + 1))}
            elif question["kind"] in TEXT_KINDS:
                assert 0 < len(values[0]) <= question["max_length"]
            else:
                allowed = {option["key"] for option in question["options"]} | {"other", "no_answer"}
                assert set(values) <= allowed
                assert len(values) == len(set(values)) <= question.get("max", 1)


def test_only_people_who_did_not_succeed_online_answer_the_follow_up() -> None:
    assert all(set(form["q.online_services"]) <= {"failed", "no"} for form in people(400) if "q.barriers" in form)


def test_about_a_tenth_write_in_their_own_words() -> None:
    assert 0.07 <= sum(map(writes, people(1500))) / 1500 <= 0.13


def writes(form: Form) -> bool:
    return any(field.endswith(".other") or ASKED[field[2:]]["kind"] in TEXT_KINDS for field in form)


def share(forms: list[Form], field: str, value: str, **groups: set[str]) -> float:
    asked = [f for f in forms if field in f and all(set(f.get(f"q.{key}", ())) & of for key, of in groups.items())]
    return sum(value in form[field] for form in asked) / len(asked)


def test_towns_and_ages_differ_as_the_demo_tells() -> None:
    forms = people(4000)
    old, young = {"a60", "a75"}, {"a16", "a18"}
    north, south = {"05562012", "05562016"}, {"05562014", "05562020", "05562032"}
    for field, value, group, more, less in (
        ("q.worries", "exclusion", "age", old, young),
        ("q.mobility", "on_demand", "town", north, south),
        ("q.internet", "1", "town", north, south),
    ):
        assert share(forms, field, value, **{group: more}) > share(forms, field, value, **{group: less}) + 0.05
    towns = Counter(form["q.town"][0] for form in forms if "q.town" in form)
    assert towns["05562032"] > towns["05562024"] > towns["05562016"]


def test_free_texts_are_many_different_and_belong_to_open_questions() -> None:
    every = [text for texts in FREE_TEXTS.values() for text in texts]
    assert len(every) == len(set(every)) >= 60
    assert all(ASKED[key]["kind"] in TEXT_KINDS or ASKED[key]["other"] for key in FREE_TEXTS)
    assert all(len(text) <= ASKED[key].get("max_length", 120) for key, texts in FREE_TEXTS.items() for text in texts)


def test_some_texts_hold_invented_personal_data() -> None:
    every = " ".join(text for texts in FREE_TEXTS.values() for text in texts)
    assert every.count("@") == every.count("@example.org") >= 2
    assert "0123 456789" in every
    assert "Mustermann" in every


def test_nearly_every_text_finds_its_theme_and_every_theme_is_heard() -> None:
    themes = load_themes()
    assert set(themes) == {key for key, question in ASKED.items() if question["kind"] in TEXT_KINDS}
    for question, known in themes.items():
        found = Counter(theme_of(question, text, themes) for text in FREE_TEXTS[question])
        assert all(found[theme["key"]] >= 3 for theme in known), question
        assert found[None] <= len(FREE_TEXTS[question]) // 10


def test_every_theme_reaches_five_texts_from_two_towns() -> None:
    themes = load_themes()
    towns: dict[tuple[str, str | None], list[str]] = {}
    for form in people():
        for question in themes:
            for text in form.get(f"q.{question}", ()):
                towns.setdefault((question, theme_of(question, text, themes)), []).extend(form.get("q.town", ()))
    for question, known in themes.items():
        for theme in known:
            assert len(towns[question, theme["key"]]) >= 5
            assert len(set(towns[question, theme["key"]])) >= 2


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (None, True),
        ({"question": "a", "is": "x"}, True),
        ({"question": "a", "is": "y"}, False),
        ({"question": "b", "includes": "y"}, True),
        ({"question": "c", "at_least": 3}, True),
        ({"question": "c", "at_most": 2}, False),
        ({"question": "missing", "at_most": 2}, False),
        ({"question": "a", "answered": True}, True),
        ({"question": "missing", "answered": True}, False),
        ({"all": [{"question": "a", "is": "x"}, {"any": [{"question": "c", "at_least": 9}]}]}, False),
        ({"any": [{"question": "c", "at_least": 9}, {"question": "b", "includes": "z"}]}, True),
    ],
)
def test_conditions_are_read_as_the_engine_reads_them(condition: dict[str, Any] | None, expected: bool) -> None:
    assert holds(condition, {"a": ["x"], "b": ["y", "z"], "c": ["3"]}) is expected
