"""From page to page: progress, errors, values to fill in, and answers that travel along."""

from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.questionnaire import Step, step
from tests.surveys.questionnaire.examples import document, example, loaded, page, question
from tests.surveys.questionnaire.test_complete import NAMES, VALID, VALUES, Fields

EXAMPLE = loaded()


def after(action: str, page_key: str, **answers: list[str]) -> Step:
    fields = {f"q.{name.replace('__', '.')}": values for name, values in answers.items()}
    return step(EXAMPLE, {"aktion": [action], "seite": [page_key], **fields})


def test_an_empty_form_begins() -> None:
    shown = step(EXAMPLE, {})
    assert (shown.page.key, shown.number, shown.total, shown.last) == ("person", 1, 2, False)
    assert [each.key for each in shown.questions] == ["town", "age", "note"]
    assert (shown.errors, shown.hidden) == ({}, ())
    assert shown.answers == {"q.town": (), "q.age": ()}


def test_next_shows_the_next_page_and_carries_the_answers() -> None:
    shown = after("weiter", "person", age=["old"], town=["marl"])
    assert (shown.page.key, shown.number, shown.total) == ("habits", 2, 3)
    assert set(shown.hidden) == {("q.age", "old"), ("q.town", "marl")}


def test_progress_is_true_with_conditions() -> None:
    assert after("weiter", "person", age=["young"]).page.key == "words"
    assert (after("weiter", "person", age=["young"]).number, after("weiter", "person", age=["young"]).total) == (2, 2)


def test_next_stays_with_the_errors_of_the_page_only() -> None:
    shown = after("weiter", "person", town=["x"], trust=["99"])
    assert shown.page.key == "person"
    assert {name: error.code for name, error in shown.errors.items()} == {
        "q.town": "unknown_option",
        "q.age": "required",
    }
    assert shown.answers["q.town"] == ("x",)
    assert shown.hidden == (("q.trust", "99"),)


def test_next_stays_when_the_form_has_unknown_fields() -> None:
    shown = step(EXAMPLE, {"aktion": ["weiter"], "seite": ["person"], "q.age": ["old"], "evil": ["1"]})
    assert (shown.page.key, shown.errors[""].code) == ("person", "unknown_field")
    assert "evil" not in dict(shown.hidden)


def test_back_and_language_keep_wrong_answers_without_a_word() -> None:
    back = after("zurueck", "habits", age=["old"], trust=["99"])
    assert (back.page.key, back.errors, back.answers["q.age"]) == ("person", {}, ("old",))
    assert ("q.trust", "99") in back.hidden
    same = after("sprache", "habits", age=["old"], trust=["99"])
    assert (same.page.key, same.errors, same.answers["q.trust"]) == ("habits", {}, ("99",))
    assert after("zurueck", "person").page.key == "person"


def test_answers_off_the_path_travel_along_until_they_are_needed_again() -> None:
    shown = after("weiter", "person", age=["young"], trust=["4"], uses=["bus", "car"])
    assert shown.page.key == "words"
    assert {("q.trust", "4"), ("q.uses", "bus"), ("q.uses", "car")} <= set(shown.hidden)


def test_a_question_off_the_path_is_not_shown_and_its_answer_is_hidden() -> None:
    shown = after("weiter", "habits", age=["old"], trust=["5"], idea=["x"])
    assert [each.key for each in shown.questions] == ["name", "why"]
    assert ("q.idea", "x") in shown.hidden
    assert set(shown.answers) == {"q.name", "q.why", "q.why.other"}


def test_a_submit_leads_to_an_error_on_an_earlier_page() -> None:
    shown = step(EXAMPLE, VALID | {"seite": ["words"], "aktion": ["absenden"], "q.trust": ["99"]})
    assert (shown.page.key, set(shown.errors), shown.number) == ("habits", {"q.trust"}, 2)
    assert ("q.idea", "Mehr\r\nBusse") in shown.hidden


def test_a_submit_leads_to_a_page_that_the_last_answer_has_opened() -> None:
    value = document(
        page("one", question("a", "short_text")),
        page("two", question("b", "short_text"), condition={"question": "a", "answered": True}),
    )
    questionnaire = loaded(value)
    assert step(questionnaire, {}).last
    shown = step(questionnaire, {"seite": ["one"], "aktion": ["absenden"], "q.a": ["x"]})
    assert (shown.page.key, shown.number, shown.total, shown.errors) == ("two", 2, 2, {})


def test_a_valid_submit_stays_where_it_is() -> None:
    shown = step(EXAMPLE, VALID | {"seite": ["words"], "aktion": ["absenden"]})
    assert (shown.page.key, shown.errors) == ("words", {})


def test_next_on_the_last_page_stays() -> None:
    shown = after("weiter", "words", age=["young"])
    assert (shown.page.key, shown.last) == ("words", True)


def test_a_page_without_a_question_on_the_path_is_skipped() -> None:
    value = example()
    for each in value["pages"][2]["questions"]:
        each["condition"] = {"question": "trust", "at_least": 4}
    shown = step(loaded(value), {"q.age": ["old"], "q.trust": ["1"], "seite": ["habits"], "aktion": ["weiter"]})
    assert (shown.page.key, shown.total, shown.last) == ("habits", 2, True)


def test_unknown_pages_and_actions_begin_or_stay() -> None:
    assert after("weiter", "nowhere", age=["old"]).page.key == "person"
    assert after("nothing", "words", age=["young"]).page.key == "words"
    assert step(EXAMPLE, {"aktion": [], "seite": []}).page.key == "person"
    assert after("nothing", "habits", age=["young"]).page.key == "person"  # a page off the path is not shown
    assert after("weiter", "habits", age=["young"]).page.key == "words"


def test_control_characters_are_gone_when_the_text_is_shown_again() -> None:
    shown = after("weiter", "words", age=["young"], name=["a\x0bb\r\n"])
    assert shown.errors["q.name"].code == "control_characters"
    assert shown.answers["q.name"] == ("ab\n",)


def test_a_questionnaire_without_questions_still_has_a_page() -> None:
    shown = step(loaded(document(page("empty"))), {"aktion": ["weiter"], "seite": ["empty"]})
    assert (shown.page.key, shown.number, shown.total, shown.questions, shown.last) == ("empty", 1, 1, (), True)


@settings(deadline=None)
@given(st.dictionaries(NAMES, st.lists(VALUES, max_size=4), max_size=12))
def test_any_form_shows_a_page_and_loses_no_answer(form: Fields) -> None:
    shown = step(EXAMPLE, form)
    assert 1 <= shown.number <= shown.total
    assert shown.last == (shown.number == shown.total)
    assert set(shown.errors) <= set(shown.answers) | {""}
    kept = len(shown.hidden) + sum(len(values) for values in shown.answers.values())
    assert kept == sum(len(values) for name, values in form.items() if name in EXAMPLE.field_names)
