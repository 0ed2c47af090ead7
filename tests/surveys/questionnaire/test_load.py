"""Reading a file: what is right comes back whole, what is wrong is refused with path and reason, whatever it is."""

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.questionnaire import KINDS, DefinitionError, dump, load
from surveys.questionnaire.messages import REASONS
from surveys.questionnaire.problems import LISTED_PROBLEMS
from tests.surveys.questionnaire.examples import document, example, loaded, named, option, page, question, text

Change = Callable[[dict[str, Any]], object]


def problems_of(data: bytes | str) -> list[tuple[str, str]]:
    with pytest.raises(DefinitionError) as caught:
        load(data)
    assert all(problem.reason for problem in caught.value.problems)
    assert str(caught.value)
    return [(problem.path, problem.code) for problem in caught.value.problems]


def test_the_example_says_what_it_says() -> None:
    questionnaire = loaded()
    assert questionnaire.default_language == "de"
    assert list(questionnaire.questions) == ["town", "age", "note", "uses", "trust", "name", "idea", "why"]
    assert {each.kind.name for each in questionnaire.questions.values()} == set(KINDS)
    assert questionnaire.questions["uses"].workstreams == ("intelligente-mobilitaet",)
    assert [row.key for row in questionnaire.dimensions["town"].rows] == ["herten", "marl"]
    assert [(table.by, table.weight) for table in questionnaire.table_plan["trust"]] == [("town", 2), ("age", 1)]


def test_dump_and_load_are_inverse_and_dump_is_canonical() -> None:
    questionnaire = loaded()
    again = load(dump(questionnaire))
    assert again == questionnaire
    assert dump(again) == dump(questionnaire)
    shuffled = dict(reversed(example().items()))
    assert dump(load(json.dumps(shuffled, indent=4).encode())) == dump(questionnaire)
    assert dump(questionnaire).isprintable()


def test_a_byte_order_mark_is_forgiven() -> None:
    assert load(b"\xef\xbb\xbf" + dump(loaded()).encode()) == loaded()


def test_cells_are_the_countable_answers() -> None:
    questions = loaded().questions
    assert [cell.key for cell in questions["town"].kind.cells] == ["herten", "marl"]
    assert [cell.key for cell in questions["uses"].kind.cells] == ["bus", "bike", "car", "other"]
    assert [cell.text["de"] for cell in questions["trust"].kind.cells] == ["1: gar nicht", "2", "3", "4", "5: sehr"]
    assert questions["idea"].kind.cells == ()
    assert [questions[key].kind.max_choices for key in ("town", "uses", "trust", "idea")] == [1, 2, 1, None]
    assert questions["uses"].kind.ticked(["bus", "other"]) == ("bus", "other")
    assert questions["uses"].kind.ticked(["no_answer"]) == questions["town"].kind.ticked("no_answer") == ()
    assert questions["trust"].kind.ticked(4) == ("4",)
    assert questions["trust"].kind.ticked(None) == questions["idea"].kind.ticked("x") == ()


HOSTILE: dict[str, tuple[bytes | str, str]] = {
    "too large": (b" " * 1_000_001, "too_large"),
    "too large as text": ("ä" * 500_001, "too_large"),
    "invalid utf-8": (b'{"title": "\xff"}', "not_utf8"),
    "utf-16": ('{"a": 1}'.encode("utf-16"), "not_utf8"),
    "nothing": (b"", "not_json"),
    "cut off": (b'{"format": "participation-ques', "not_json"),
    "lists without end": (b"[" * 900_000, "too_deep"),
    "objects without end": (b'{"a":' * 150_000, "too_deep"),
    "deep but closed": (b"[" * 5_000 + b"]" * 5_000, "too_deep"),
    "deep behind a quote": (b'{"a": "\\"", "b": ' + b"[" * 100_000, "too_deep"),
    "NaN": (b'{"format_version": NaN}', "not_a_number"),
    "minus infinity": (b"[-Infinity]", "not_a_number"),
    "a number of 5,000 digits": (b"[" + b"9" * 5_000 + b"]", "number_too_long"),
    "a member twice": (b'{"format": "a", "format": "b"}', "duplicate_member"),
    "only backslashes": (b'"' + b'\\"' * 400_000, "not_json"),
    "brackets in a string": (b'"' + b"[" * 900_000 + b'"', "not_object"),
    "a list": (b"[]", "not_object"),
    "null": (b"null", "not_object"),
    "a number": (b"1e999", "not_object"),
}


@pytest.mark.parametrize(("data", "code"), HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_bytes_are_refused_at_once(data: bytes | str, code: str) -> None:
    begun = time.process_time()
    assert code in [found for _, found in problems_of(data)]
    assert time.process_time() - begun < 2


def test_a_repeated_member_is_named_with_its_path() -> None:
    data = json.dumps(example()).replace('"key": "herten"', '"key": "herten", "key": "marl"', 1)
    assert problems_of(data) == [("pages[0].questions[0].options[0]", "duplicate_member")]


def test_a_list_of_half_a_million_entries_is_refused_without_reading_them() -> None:
    value = example()
    value["pages"] = [0] * 300_000
    assert problems_of(json.dumps(value, separators=(",", ":"))) == [("pages", "list_length")]


def test_the_report_stays_short() -> None:
    value = document(*[page(f"p{number}", *[{"x": 1}] * 200) for number in range(50)])
    found = problems_of(json.dumps(value))
    assert len(found) == LISTED_PROBLEMS + 1
    assert found[-1] == ("", "more_problems")


def set_at(*path: str | int, to: Any) -> Change:
    def change(value: dict[str, Any]) -> None:
        place: Any = value
        for name in path[:-1]:
            place = place[name]
        place[path[-1]] = to

    return change


def removed(*path: str | int) -> Change:
    def change(value: dict[str, Any]) -> None:
        place: Any = value
        for name in path[:-1]:
            place = place[name]
        del place[path[-1]]

    return change


TOWN = ("pages", 0, "questions", 0)
USES = ("pages", 1, "questions", 0)
TRUST = ("pages", 1, "questions", 1)
IDEA = ("pages", 2, "questions", 1)
DEEP: dict[str, Any] = {"question": "age", "answered": True}
for _ in range(5):
    DEEP = {"all": [DEEP]}

STRUCTURE: list[tuple[Change, str, str]] = [
    (set_at("format", to="survey"), "format", "bad_format"),
    (set_at("format", to=None), "format", "bad_format"),
    (set_at("format_version", to=2), "format_version", "bad_version"),
    (set_at("format_version", to=True), "format_version", "bad_version"),
    (removed("format"), "", "missing"),
    (removed("slug"), "", "missing"),
    (set_at("slug", to="Digital Tag"), "slug", "bad_slug"),
    (set_at("slug", to="a" * 81), "slug", "bad_slug"),
    (set_at("slug", to=5), "slug", "not_string"),
    (set_at("colour", to="red"), "", "unknown_member"),
    (set_at("\x00" * 90, to="red"), "", "unknown_member"),
    (set_at("languages", to=[]), "languages", "list_length"),
    (set_at("languages", to=["de", "DE"]), "languages[1]", "bad_language"),
    (set_at("languages", to="de"), "languages", "not_list"),
    (set_at("title", to={}), "title", "text_no_language"),
    (set_at("title", to="Titel"), "title", "not_object"),
    (set_at("title", "de", to="  \n"), "title.de", "text_empty"),
    (set_at("title", "de", to=7), "title.de", "not_string"),
    (set_at("title", "de", to="x" * 4_001), "title.de", "text_too_long"),
    (set_at("title", "de", to="a\x00b"), "title.de", "text_control"),
    (set_at("title", "de", to="a\ud800b"), "title.de", "text_control"),
    (set_at("title", "a b", to="x"), "title", "bad_language"),
    (set_at("pages", to=[]), "pages", "list_length"),
    (set_at("pages", 0, to=None), "pages[0]", "not_object"),
    (set_at("pages", 0, "key", to="Person"), "pages[0].key", "bad_key"),
    (set_at("pages", 0, "key", to="person\n"), "pages[0].key", "bad_key"),
    (set_at("pages", 0, "key", to="x" * 41), "pages[0].key", "bad_key"),
    (removed("pages", 0, "questions"), "pages[0]", "missing"),
    (removed(*TOWN, "kind"), "pages[0].questions[0]", "missing"),
    (set_at(*TOWN, "kind", to="matrix"), "pages[0].questions[0].kind", "unknown_kind"),
    (set_at(*TOWN, "kind", to=["scale"]), "pages[0].questions[0].kind", "unknown_kind"),
    (set_at(*TOWN, "options", to=[]), "pages[0].questions[0].options", "list_length"),
    (set_at(*TOWN, "options", to=[option(f"o{n}") for n in range(61)]), "pages[0].questions[0].options", "list_length"),
    (set_at(*TOWN, "options", 0, "key", to="other"), "pages[0].questions[0].options[0].key", "reserved_option"),
    (set_at(*TOWN, "min", to=1), "pages[0].questions[0]", "unknown_member"),
    (set_at(*TOWN, "required", to=1), "pages[0].questions[0].required", "not_boolean"),
    (set_at(*TOWN, "workstreams", to=["A B"]), "pages[0].questions[0].workstreams[0]", "bad_slug"),
    (set_at("pages", 0, "questions", 2, "required", to=True), "pages[0].questions[2]", "unknown_member"),
    (set_at(*USES, "max", to=0), "pages[1].questions[0].max", "out_of_range"),
    (set_at(*USES, "min", to=10**400), "pages[1].questions[0].min", "out_of_range"),
    (set_at(*USES, "min", to="1"), "pages[1].questions[0].min", "not_integer"),
    (set_at(*USES, "min", to=1.5), "pages[1].questions[0].min", "not_integer"),
    (set_at(*TRUST, "points", to=12), "pages[1].questions[1].points", "out_of_range"),
    (set_at(*TRUST, "points", to=True), "pages[1].questions[1].points", "not_integer"),
    (removed(*TRUST, "low"), "pages[1].questions[1]", "missing"),
    (set_at(*IDEA, "max_length", to=4_001), "pages[2].questions[1].max_length", "out_of_range"),
    (set_at(*IDEA, "condition", to={}), "pages[2].questions[1].condition", "condition_form"),
    (set_at(*IDEA, "condition", to={"all": []}), "pages[2].questions[1].condition.all", "list_length"),
    (set_at(*IDEA, "condition", to={"all": [DEEP], "any": []}), "pages[2].questions[1].condition", "unknown_member"),
    (set_at(*IDEA, "condition", to=DEEP), "pages[2].questions[1].condition" + ".all[0]" * 4, "condition_depth"),
    (set_at(*IDEA, "condition", "is", to="x"), "pages[2].questions[1].condition", "condition_form"),
    (
        set_at(*IDEA, "condition", to={"question": "age", "answered": False}),
        "pages[2].questions[1].condition.answered",
        "answered_true",
    ),
    (set_at("dimensions", "income", to={}), "dimensions", "unknown_dimension"),
    (set_at("dimensions", "town", "rows", to=[]), "dimensions.town.rows", "list_length"),
    (set_at("dimensions", "age", "rows", 0, "population", to=-1), "dimensions.age.rows[0].population", "out_of_range"),
    (set_at("table_plan", to=[]), "table_plan", "not_object"),
    (set_at("table_plan", "A B", to=[]), "table_plan", "bad_key"),
    (set_at("table_plan", "uses", to=[{"by": "town"}] * 4), "table_plan.uses", "list_length"),
    (set_at("table_plan", "uses", to=[{"by": "income"}]), "table_plan.uses[0].by", "unknown_dimension"),
    (set_at("table_plan", "uses", to=[{"by": "town", "weight": 0}]), "table_plan.uses[0].weight", "out_of_range"),
]

MEANING: list[tuple[Change, str, str]] = [
    (set_at("languages", to=["de"]), "title", "language_undeclared"),
    (set_at("pages", 1, "key", to="person"), "pages", "duplicate_entry"),
    (set_at(*USES, "key", to="town"), "pages", "duplicate_entry"),
    (set_at(*TOWN, "options", 0, "key", to="marl"), "pages[0].questions[0].options", "duplicate_entry"),
    (set_at(*USES, "min", to=3), "pages[1].questions[0].min", "min_above_max"),
    (set_at(*USES, "max", to=5), "pages[1].questions[0].max", "more_than_options"),
    (
        set_at("pages", 0, "condition", to={"question": "town", "answered": True}),
        "pages[0].condition",
        "condition_question",
    ),
    (
        set_at(*TOWN, "condition", to={"question": "town", "answered": True}),
        "pages[0].questions[0].condition",
        "condition_question",
    ),
    (
        set_at("pages", 1, "condition", to={"question": "age", "is": "no_answer"}),
        "pages[1].condition",
        "condition_misfit",
    ),
    (
        set_at("pages", 1, "condition", to={"question": "age", "at_least": 1}),
        "pages[1].condition",
        "condition_misfit",
    ),
    (
        set_at("pages", 1, "condition", to={"question": "note", "answered": True}),
        "pages[1].condition",
        "condition_misfit",
    ),
    (
        set_at(*IDEA, "condition", to={"question": "trust", "at_least": 6}),
        "pages[2].questions[1].condition",
        "condition_misfit",
    ),
    (set_at("dimensions", "town", "question", to="x"), "dimensions.town.question", "unknown_question"),
    (set_at("dimensions", "town", "question", to="uses"), "dimensions.town.question", "dimension_kind"),
    (
        set_at("dimensions", "town", "coarse", 0, "options", to=["no_answer"]),
        "dimensions.town.coarse[0].options",
        "row_option",
    ),
    (
        set_at("dimensions", "age", "rows", to=[{"key": k, "text": text("x"), "options": ["old"]} for k in "ab"]),
        "dimensions.age.rows[1].options",
        "row_option_twice",
    ),
    (set_at("table_plan", "nothing", to=[]), "table_plan.nothing", "unknown_question"),
    (set_at("table_plan", "town", to=[{"by": "town"}]), "table_plan.town[0]", "table_by_itself"),
]


@pytest.mark.parametrize(("change", "path", "code"), STRUCTURE + MEANING, ids=named)
def test_each_mistake_is_named_with_its_path(change: Change, path: str, code: str) -> None:
    value = example()
    change(value)
    assert (path, code) in problems_of(json.dumps(value))


def test_more_than_200_questions_are_refused() -> None:
    pages = [page(f"p{p}", *[question(f"q{p}_{n}", "short_text") for n in range(101)]) for p in range(2)]
    assert problems_of(json.dumps(document(*pages))) == [("pages", "too_many_questions")]


def test_every_reason_can_be_met() -> None:
    """Each sentence about a file is the answer to some mistake of the tables above."""
    elsewhere = {code for _, code in HOSTILE.values()} | {"more_problems", "too_many_questions"}
    assert {code for _, _, code in STRUCTURE + MEANING} | elsewhere == set(REASONS)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


@given(st.binary() | st.text() | JSON.map(json.dumps))
def test_garbage_is_always_a_definition_error(data: bytes | str) -> None:
    assert problems_of(data)
