"""One page at a time: what the view shows next, with every answer travelling in the form."""

from collections.abc import Mapping
from dataclasses import dataclass

from surveys.questionnaire.answering import (
    WHOLE_FORM,
    Errors,
    Form,
    Refusal,
    Walk,
    complete,
    errors_of,
    next_page,
    shown_page,
    unknown_fields,
    value_of,
    walk,
)
from surveys.questionnaire.kinds.text import clean
from surveys.questionnaire.model import Page, Question, Questionnaire
from surveys.questionnaire.route import Leg

NEXT, BACK, SUBMIT, LANGUAGE = "weiter", "zurueck", "absenden", "sprache"


@dataclass(frozen=True)
class Step:
    """All that a view needs to show one page."""

    page: Page
    questions: tuple[Question, ...]  # those of the page that are asked
    number: int  # of the page on the path, from 1
    total: int  # pages on the path, as far as the answers tell
    last: bool  # whether "submit" belongs on the page
    errors: Errors  # form field name -> error of this page; "" for what belongs to no field
    answers: Mapping[str, tuple[str, ...]]  # form field name -> values to fill in, for every field of the page
    hidden: tuple[tuple[str, str], ...]  # names and values of all other answers, to be sent along


def step(questionnaire: Questionnaire, form: Form) -> Step:
    """Decide by the form's action (`aktion`) and page (`seite`) which page to show, with what in it.

    weiter: the next page, or the same one with its errors. zurueck: the page before, unchecked. sprache and anything
    else: the same page, unchecked. absenden: the first page with an error, or one not seen yet, else the same page
    (then complete() has a submission). An empty form begins.
    """
    result = walk(questionnaire, form)
    page, errors = _target(questionnaire, form, result)
    legs = result.legs or [Leg(page, [])]
    number = next(number for number, leg in enumerate(legs) if leg.page is page)
    questions = tuple(legs[number].questions)
    names = [name for question in questions for name in question.field_names]
    return Step(
        page=page,
        questions=questions,
        number=number + 1,
        total=len(legs),
        last=number + 1 == len(legs),
        errors=errors,
        answers={name: tuple(clean(value) for value in form.get(name, ())) for name in names},
        hidden=_hidden(questionnaire, form, frozenset(names)),
    )


def _target(questionnaire: Questionnaire, form: Form, result: Walk) -> tuple[Page, Errors]:
    page = shown_page(questionnaire, form, result.legs)
    match value_of(form, "aktion"):
        case "weiter":
            errors = _errors_on(page, questionnaire, form, result)
            return (page, errors) if errors else (next_page(questionnaire, form, result.legs) or page, {})
        case "zurueck":
            return _page_before(questionnaire, form, result) or page, {}
        case "absenden":
            outcome = complete(questionnaire, form)
            return (outcome.page, outcome.errors) if isinstance(outcome, Refusal) else (page, {})
    return page, {}


def _errors_on(page: Page, questionnaire: Questionnaire, form: Form, result: Walk) -> Errors:
    if page.key != value_of(form, "seite"):
        return {}
    unknown = unknown_fields(questionnaire, form)
    if unknown is not None:
        return {WHOLE_FORM: unknown}
    return next((errors_of(leg.questions, result.errors) for leg in result.legs if leg.page is page), {})


def _page_before(questionnaire: Questionnaire, form: Form, result: Walk) -> Page | None:
    place = questionnaire.page_index.get(value_of(form, "seite"), 0)
    before = [leg.page for leg in result.legs if questionnaire.page_index[leg.page.key] < place]
    return before[-1] if before else None


def _hidden(questionnaire: Questionnaire, form: Form, shown: frozenset[str]) -> tuple[tuple[str, str], ...]:
    known = questionnaire.field_names
    return tuple(
        (name, value) for name, values in form.items() if name in known and name not in shown for value in values
    )
