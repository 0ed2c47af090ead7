"""What an author is told before opening."""

import itertools
import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.questionnaire import check, load, path
from surveys.questionnaire.messages import FINDINGS
from tests.surveys.questionnaire.examples import document, example, loaded, option, page, question, text

YES_NO = [option("yes"), option("no")]


def found(value: dict[str, Any]) -> set[tuple[str, str, str]]:
    findings = check(loaded(value))
    assert all(finding.reason and str(finding) for finding in findings)
    assert [finding.level for finding in findings] == sorted(finding.level for finding in findings)
    return {(finding.level, finding.path, finding.code) for finding in findings}


def asked(*conditions: dict[str, Any], of: dict[str, Any]) -> set[tuple[str, str]]:
    """The findings about conditions when pages with these conditions follow one question."""
    pages = [page(f"p{n}", question(f"q{n}", "short_text"), condition=c) for n, c in enumerate(conditions)]
    findings = found(document(page("first", of), *pages))
    return {(place, code) for _, place, code in findings if "condition" in place}


def test_the_example_has_two_doubts() -> None:
    assert found(example()) == {
        ("warning", "dimensions", "dimension_missing"),
        ("warning", "dimensions.age.question", "dimension_forced"),
        ("warning", "dimensions.age.rows", "option_without_row"),
    }


def test_a_missing_translation_blocks_its_language() -> None:
    value = example()
    del value["pages"][1]["questions"][1]["low"]["en"]
    del value["pages"][0]["questions"][0]["options"][1]["text"]["de"]
    blocking = [finding for finding in check(loaded(value)) if finding.level == "blocking"]
    assert [(finding.path, finding.language) for finding in blocking] == [
        ("pages[0].questions[0].options[1].text", "de"),
        ("pages[1].questions[1].low", "en"),
    ]


def changed(**members: Any) -> dict[str, Any]:
    return {**example(), **members}


FOUND: list[tuple[dict[str, Any], tuple[str, str, str]]] = [
    (document(page("a")), ("blocking", "pages[0]", "empty_page")),
    (document(page("a")), ("blocking", "pages", "no_question")),
    (document(page("a", question("x", "information"))), ("blocking", "pages", "no_question")),
    (document(page("a", question("x", "short_text"))), ("warning", "dimensions", "town_for_texts")),
    (changed(table_plan={"idea": []}), ("blocking", "table_plan.idea", "table_uncountable")),
    (changed(table_plan={"note": []}), ("blocking", "table_plan.note", "table_uncountable")),
    (
        changed(table_plan={"trust": [{"by": "gender"}]}),
        ("blocking", "table_plan.trust[0].by", "dimension_undeclared"),
    ),
    (
        document(page("a", {**question("x", "short_text"), "text": text("ä" * 201)})),
        ("warning", "pages[0].questions[0].text", "text_long"),
    ),
]


@pytest.mark.parametrize(("value", "finding"), FOUND, ids=lambda value: str(value)[-60:])
def test_each_doubt_is_told(value: dict[str, Any], finding: tuple[str, str, str]) -> None:
    assert finding in found(value)


SCALE = question("s", "scale", points=5, low=text("l"), high=text("h"), no_answer=True)
SINGLE = question("a", "single_choice", options=YES_NO, no_answer=True)
SEVERAL = question("m", "multiple_choice", options=[option(key) for key in "xyz"], max=2, no_answer=True)


def is_(key: str) -> dict[str, Any]:
    return {"question": "a", "is": key}


def includes(key: str) -> dict[str, Any]:
    return {"question": "m", "includes": key}


@pytest.mark.parametrize(
    ("of", "condition", "possible"),
    [
        (SINGLE, is_("yes"), True),
        (SINGLE, {"all": [is_("yes"), is_("no")]}, False),
        (SINGLE, {"any": [is_("yes"), is_("no")]}, True),
        (SINGLE, {"all": [is_("no_answer"), {"question": "a", "answered": True}]}, False),
        (SINGLE, {"all": [{"question": "a", "answered": True}, {"any": [is_("no"), is_("no_answer")]}]}, True),
        (SCALE, {"all": [{"question": "s", "at_least": 3}, {"question": "s", "at_most": 2}]}, False),
        (SCALE, {"all": [{"question": "s", "at_least": 2}, {"question": "s", "at_most": 3}]}, True),
        (SCALE, {"question": "s", "answered": True}, True),
        (SEVERAL, {"all": [includes("x"), includes("y")]}, True),
        (SEVERAL, {"all": [includes("x"), includes("y"), includes("z")]}, False),
        (SEVERAL, {"all": [includes("x"), includes("no_answer")]}, False),
        (SEVERAL, includes("no_answer"), True),
        (SEVERAL, {"question": "m", "answered": True}, True),
        (question("t", "short_text"), {"question": "t", "answered": True}, True),
    ],
)
def test_contradictions(of: dict[str, Any], condition: dict[str, Any], possible: bool) -> None:
    assert asked(condition, of=of) == (set() if possible else {("pages[1].condition", "contradictory")})


def test_unreachable_through_the_path() -> None:
    second = {"all": [is_("no"), {"question": "q0", "answered": True}]}
    assert asked(is_("yes"), second, of=SINGLE) == {("pages[2].condition", "unreachable")}
    assert asked(is_("yes"), {"question": "q0", "answered": True}, of=SINGLE) == set()


def test_what_stands_behind_an_unreachable_page_is_unreachable_too() -> None:
    never = {"all": [is_("yes"), is_("no")]}
    assert asked(never, {"question": "q0", "answered": True}, of=SINGLE) == {
        ("pages[1].condition", "contradictory"),
        ("pages[2].condition", "unreachable"),
    }


def test_a_question_that_its_page_rules_out() -> None:
    inner = question("q", "short_text", condition=is_("no"))
    value = document(page("first", SINGLE), page("second", inner, condition=is_("yes")))
    assert ("blocking", "pages[1].questions[0].condition", "unreachable") in found(value)


def test_a_condition_on_the_same_page_blocks() -> None:
    value = document(page("first", SINGLE, question("q", "short_text", condition=is_("no"))))
    assert ("blocking", "pages[0].questions[1].condition", "condition_same_page") in found(value)


def test_a_hostile_tangle_ends_soon_with_a_warning() -> None:
    options = [option(f"o{n}") for n in range(60)]
    first = [question(f"c{n}", "single_choice", options=options) for n in range(20)]
    choices = [{"any": [{"question": f"c{n}", "is": f"o{k}"} for k in range(20)]} for n in range(20)]
    never = {"all": [*choices[:18], {"question": "c19", "is": "o1"}, {"question": "c19", "is": "o2"}]}
    rest = [page(f"p{n}", question(f"q{n}", "short_text"), condition=never) for n in range(49)]
    begun = time.process_time()
    assert ("warning", "pages[1].condition", "too_complex") in found(document(page("first", *first), *rest))
    assert time.process_time() - begun < 20


def test_every_finding_can_be_met() -> None:
    elsewhere = {"dimension_missing", "dimension_forced", "option_without_row", "missing_translation"}
    conditions = {"contradictory", "unreachable", "condition_same_page", "too_complex"}
    assert {code for _, (_, _, code) in FOUND} | elsewhere | conditions == set(FINDINGS)


COMPARED = [is_("yes"), is_("no"), includes("x"), includes("y"), includes("z"), {"question": "m", "answered": True}]
LEAVES = st.sampled_from([*COMPARED, {"question": "s", "at_least": 2}, {"question": "s", "at_most": 1}])
CONDITIONS = st.recursive(
    LEAVES,
    lambda inner: st.builds(
        lambda name, parts: {name: parts}, st.sampled_from(["all", "any"]), st.lists(inner, min_size=1, max_size=3)
    ),
    max_leaves=6,
).filter(lambda condition: _depth(condition) <= 5)


def _depth(condition: dict[str, Any]) -> int:
    parts = condition.get("all") or condition.get("any") or []
    return 1 + max((_depth(part) for part in parts), default=0)


@settings(deadline=None, max_examples=60)
@given(CONDITIONS, CONDITIONS)
def test_the_search_finds_what_trying_everything_finds(first: dict[str, Any], second: dict[str, Any]) -> None:
    scale = {**SCALE, "points": 2}
    pages = [page("b", {**SEVERAL, "condition": first}), page("c", question("t", "short_text"), condition=second)]
    questionnaire = _loaded_or_none(document(page("a", SINGLE, scale), *pages))
    if questionnaire is None:
        return
    sheets = itertools.product(
        [{}, {"a": "yes"}, {"a": "no"}],
        [{}, {"s": 1}, {"s": 2}],
        [{"m": list(keys)} if keys else {} for size in range(3) for keys in itertools.combinations("xyz", size)],
    )
    seen = {each.key for a, s, m in sheets for each in path(questionnaire, {**a, **s, **m})}
    told = {finding.path for finding in check(questionnaire) if finding.code in ("contradictory", "unreachable")}
    assert ("pages[1].questions[0].condition" in told) == ("b" not in seen)
    assert ("pages[2].condition" in told) == ("c" not in seen)


def _loaded_or_none(value: dict[str, Any]) -> Any:
    """The questionnaire, or None where the first condition asks for its own question."""
    return None if '"m"' in json.dumps(value["pages"][1]["questions"][0]["condition"]) else load(json.dumps(value))
