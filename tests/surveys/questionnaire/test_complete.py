"""Sending a form: every kind of wrong value is refused beside its field; what is valid loses nothing but its texts."""

import json
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.questionnaire import META_FIELDS, FieldError, Questionnaire, Refusal, Submission, complete, path, read
from surveys.questionnaire.messages import FIELD_MESSAGES
from tests.surveys.questionnaire.examples import document, example, loaded, option, page, question
from tests.surveys.questionnaire.respondents import MARK, exercise

Fields = dict[str, list[str]]

EXAMPLE = loaded()
VALID: Fields = {
    "q.town": ["marl"],
    "q.age": ["old"],
    "q.uses": ["other", "bus"],
    "q.uses.other": [" Roller "],
    "q.trust": ["2"],
    "q.name": ["Ada"],
    "q.idea": ["Mehr\r\nBusse"],
}


def submitted(form: Fields, questionnaire: Questionnaire = EXAMPLE) -> Submission:
    outcome = complete(questionnaire, form)
    assert isinstance(outcome, Submission), outcome.errors
    return outcome


def refused(form: Fields, questionnaire: Questionnaire = EXAMPLE) -> Refusal:
    outcome = complete(questionnaire, form)
    assert isinstance(outcome, Refusal)
    return outcome


def test_a_valid_form_becomes_payload_texts_and_town() -> None:
    outcome = submitted(VALID)
    assert outcome.payload == {"town": "marl", "age": "old", "uses": ["bus", "other"], "trust": 2}
    assert outcome.texts == [
        {"question": "uses", "text": "Roller"},
        {"question": "name", "text": "Ada"},
        {"question": "idea", "text": "Mehr\nBusse"},
    ]
    assert outcome.town == "marl"
    assert json.loads(json.dumps(outcome.payload)) == outcome.payload


@pytest.mark.parametrize("given_town", [[], [""], ["no_answer"]])
def test_without_a_town_there_is_none(given_town: list[str]) -> None:
    assert submitted(VALID | {"q.town": given_town}).town is None


def test_an_option_in_no_row_is_no_town() -> None:
    town = question("town", "single_choice", options=[option("marl"), option("elsewhere")], other=True)
    rows = [{"key": "marl", "text": {"de": "Marl"}, "options": ["marl"]}]
    value = document(page("p", town), dimensions={"town": {"question": "town", "rows": rows}})
    towns = [submitted({"q.town": [key]}, loaded(value)).town for key in ("marl", "elsewhere", "other")]
    assert towns == ["marl", None, None]


def test_answers_off_the_path_are_dropped_unread() -> None:
    outcome = submitted(VALID | {"q.age": ["young"], "q.uses": ["nonsense"] * 9, "q.why": ["price"]})
    assert outcome.payload == {"town": "marl", "age": "young"}
    assert [each["question"] for each in outcome.texts] == ["name"]


def test_an_answer_off_the_path_opens_no_other_page() -> None:
    pages = [
        page("one", question("a", "single_choice", options=[option("yes"), option("no")])),
        page("two", question("b", "short_text"), condition={"question": "a", "is": "yes"}),
        page("three", question("c", "short_text"), condition={"question": "b", "answered": True}),
    ]
    questionnaire = loaded(document(*pages))
    form = {"q.a": ["no"], "q.b": ["x"], "q.c": ["y"]}
    assert submitted(form, questionnaire).texts == []
    assert [each.key for each in path(questionnaire, {"a": "no", "b": "x"})] == ["one"]
    assert [each.key for each in path(questionnaire, {"a": "yes", "b": "x"})] == ["one", "two", "three"]


REFUSED: list[tuple[Fields, str, str, str]] = [
    ({"q.age": []}, "person", "q.age", "required"),
    ({"q.age": [""]}, "person", "q.age", "required"),
    ({"q.town": ["berlin"]}, "person", "q.town", "unknown_option"),
    ({"q.town": ["other"]}, "person", "q.town", "unknown_option"),
    ({"q.town": ["marl", "marl"]}, "person", "q.town", "one_answer"),
    ({"q.town": [" marl"]}, "person", "q.town", "unknown_option"),
    ({"q.uses": ["bus", "bike", "car"], "q.uses.other": []}, "habits", "q.uses", "too_many"),
    ({"q.uses": ["bus", "bus"], "q.uses.other": []}, "habits", "q.uses", "repeated"),
    ({"q.uses": ["bus", "no_answer"], "q.uses.other": []}, "habits", "q.uses", "exclusive"),
    ({"q.uses": ["bus", "x"]}, "habits", "q.uses", "unknown_option"),
    ({"q.uses": ["bus"]}, "habits", "q.uses.other", "other_not_chosen"),
    ({"q.uses.other": ["x" * 201]}, "habits", "q.uses.other", "too_long"),
    ({"q.uses.other": ["a", "b"]}, "habits", "q.uses.other", "one_text"),
    ({"q.trust": ["0"]}, "habits", "q.trust", "unknown_option"),
    ({"q.trust": ["6"]}, "habits", "q.trust", "unknown_option"),
    ({"q.trust": ["٣"]}, "habits", "q.trust", "unknown_option"),
    ({"q.trust": ["3.0"]}, "habits", "q.trust", "unknown_option"),
    ({"q.trust": ["3", "4"]}, "habits", "q.trust", "one_answer"),
    ({"q.name": ["x" * 11]}, "words", "q.name", "too_long"),
    ({"q.name": ["a\nb"]}, "words", "q.name", "control_characters"),
    ({"q.name": ["a\x00b"]}, "words", "q.name", "control_characters"),
    ({"q.name": ["a\ud800"]}, "words", "q.name", "control_characters"),
    ({"q.name": ["a", "b"]}, "words", "q.name", "one_text"),
    ({"q.idea": ["a\x1b[31m"]}, "words", "q.idea", "control_characters"),
    ({"q.idea": ["a" + "\u0301" * 31]}, "words", "q.idea", "too_many_marks"),
    ({"q.note": ["x"]}, "person", "", "unknown_field"),
    ({"q.town.other": ["x"]}, "person", "", "unknown_field"),
    ({"q.": ["x"]}, "person", "", "unknown_field"),
    ({"town": ["marl"]}, "person", "", "unknown_field"),
    ({"__class__": ["x"]}, "person", "", "unknown_field"),
]


@pytest.mark.parametrize(("change", "page_key", "field", "code"), REFUSED, ids=lambda value: str(value)[:50])
def test_each_wrong_value_is_refused_beside_its_field(change: Fields, page_key: str, field: str, code: str) -> None:
    outcome = refused(VALID | change)
    assert outcome.page.key == page_key
    assert {name: error.code for name, error in outcome.errors.items()} == {field: code}
    assert all(error.message for error in outcome.errors.values())


def test_too_few_are_refused_but_none_is_an_omission() -> None:
    value = example()
    value["pages"][1]["questions"][0]["min"] = 2
    questionnaire = loaded(value)
    assert refused({"q.age": ["old"], "q.uses": ["bus"]}, questionnaire).errors == {
        "q.uses": FieldError("too_few", {"limit": 2, "count": 1})
    }
    assert submitted({"q.age": ["old"]}, questionnaire)
    assert submitted({"q.age": ["old"], "q.uses": ["no_answer"]}, questionnaire).payload["uses"] == ["no_answer"]


def test_every_message_can_be_met() -> None:
    assert {code for *_, code in REFUSED} | {"too_few"} == set(FIELD_MESSAGES)


def test_the_first_page_with_an_error_is_shown() -> None:
    outcome = refused(VALID | {"q.name": ["x" * 11], "q.trust": ["9"], "q.uses": ["x"]})
    assert outcome.page.key == "habits"
    assert set(outcome.errors) == {"q.uses", "q.trust"}


@pytest.mark.parametrize("chosen", [{}, {"q.why": [""]}, {"q.why": ["other"]}])
def test_a_text_beside_other_chooses_it(chosen: Fields) -> None:
    outcome = submitted(VALID | {"q.trust": ["5"], "q.why.other": ["Neugier"]} | chosen)
    assert outcome.payload["why"] == "other"
    assert {"question": "why", "text": "Neugier"} in outcome.texts


def test_other_without_a_text_is_an_answer() -> None:
    outcome = submitted(VALID | {"q.uses": ["other"], "q.uses.other": ["  "]})
    assert outcome.payload["uses"] == ["other"]
    assert "uses" not in [each["question"] for each in outcome.texts]


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("1234567890", "1234567890"),
        ("  1234567890  ", "1234567890"),
        ("a\u0308" * 10, "ä" * 10),  # twenty code points that NFC makes ten
        ("🚲" * 10, "🚲" * 10),  # code points, not UTF-16 units
        ("\u1100\u1161\u11a8" * 10, "각" * 10),
    ],
)
def test_length_counts_code_points_in_nfc(sent: str, kept: str) -> None:
    assert submitted(VALID | {"q.name": [sent]}).texts[1]["text"] == kept
    assert "q.name" in refused(VALID | {"q.name": [sent.strip() + "b"]}).errors


def test_a_line_end_is_one_character() -> None:
    lines = ["x" * 19, "y" * 20]
    for end in ("\r\n", "\n", "\r"):
        assert submitted(VALID | {"q.idea": [end.join(lines)]}).texts[2]["text"] == "\n".join(lines)
    assert refused(VALID | {"q.idea": ["\r\n".join([*lines, ""]) + "z"]}).errors["q.idea"].params["length"] == 42


@pytest.mark.parametrize(
    "hostile",
    ["a" + "\u0301\u0323" * 500_000, "x" + "\r" * 1_000_000 + "x", "\u0345" * 160, "x" * 1_000_000],
    ids=["marks", "line ends", "few marks", "letters"],
)
def test_hostile_texts_are_refused_quickly(hostile: str) -> None:
    begun = time.process_time()
    assert "q.idea" in refused(VALID | {"q.idea": [hostile]}).errors
    assert time.process_time() - begun < 0.5


def test_required_takes_no_answer_for_an_answer() -> None:
    town = question("town", "single_choice", options=[option("marl")], no_answer=True, required=True)
    questionnaire = loaded(document(page("p", town)))
    assert submitted({"q.town": ["no_answer"]}, questionnaire).payload == {"town": "no_answer"}
    assert refused({}, questionnaire).errors == {"q.town": FieldError("required")}


def test_no_answer_is_not_answered_for_conditions() -> None:
    pages = [
        page("one", question("a", "scale", points=3, low={"de": "l"}, high={"de": "h"}, no_answer=True)),
        page("two", question("b", "short_text"), condition={"question": "a", "answered": True}),
    ]
    questionnaire = loaded(document(*pages))
    assert len(path(questionnaire, {"a": 1})) == 2
    assert len(path(questionnaire, {"a": "no_answer"})) == len(path(questionnaire, {})) == 1


def test_a_form_that_has_not_seen_the_last_page_is_led_there() -> None:
    form = {"q.age": ["old"], "seite": ["person"], "aktion": ["absenden"]}
    outcome = refused(form)
    assert (outcome.page.key, outcome.errors) == ("habits", {})
    assert submitted(form | {"seite": ["words"]})


def test_meta_fields_belong_to_every_form() -> None:
    assert submitted(VALID | {name: ["words"] for name in META_FIELDS})


def test_reading_a_sheet_minds_neither_path_nor_requirement() -> None:
    sheet = read(
        EXAMPLE, {"q.trust": ["4"], "q.uses": ["x"], "q.why": ["other"], "q.why.other": ["w"], "z" * 99: ["1"]}
    )
    assert sheet.answers == {"trust": 4, "why": "other"}
    assert sheet.texts == {"why.other": "w"}
    assert {name: error.code for name, error in sheet.errors.items()} == {"q.uses": "unknown_option"}
    assert sheet.unknown == ("z" * 40 + "…",)


NAMES = st.sampled_from([*sorted(EXAMPLE.field_names), "seite", "aktion", "q.", "q.x"]) | st.text(max_size=8)
VALUES = st.sampled_from(["old", "bus", "car", "other", "no_answer", "3", "person", "weiter", "absenden"]) | st.text()


@settings(deadline=None)
@given(st.dictionaries(NAMES, st.lists(VALUES, max_size=4), max_size=12))
def test_any_form_is_answered(form: Fields) -> None:
    outcome = complete(EXAMPLE, form)
    if isinstance(outcome, Refusal):
        assert outcome.page in EXAMPLE.pages
        assert all(error.message for error in outcome.errors.values())
    else:
        assert set(outcome.payload) <= set(EXAMPLE.questions)
    read(EXAMPLE, form)


@settings(deadline=None)
@given(st.integers())
def test_who_follows_the_pages_always_arrives(seed: int) -> None:
    form = exercise(EXAMPLE, random.Random(seed))
    outcome = submitted(form)
    assert MARK not in json.dumps(outcome.payload, ensure_ascii=False)
    on_path = {each.key for leg in path(EXAMPLE, outcome.payload | _written(outcome)) for each in leg.questions}
    assert set(outcome.payload) <= on_path
    sheet = read(EXAMPLE, form)
    assert outcome.payload.items() <= sheet.answers.items()
    assert {each["text"] for each in outcome.texts} <= set(sheet.texts.values())


def _written(outcome: Submission) -> dict[str, int]:
    return {each["question"]: 1 for each in outcome.texts if each["question"] not in outcome.payload}
