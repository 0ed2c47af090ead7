"""From form fields to a submission, or to the page where something is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from surveys.questionnaire.kinds.base import Answer, FieldError, Reading
from surveys.questionnaire.model import Page, Question, Questionnaire
from surveys.questionnaire.problems import shown
from surveys.questionnaire.route import Leg, follow

Form = Mapping[str, Sequence[str]]
Errors = dict[str, FieldError]  # form field name -> error; WHOLE_FORM for what belongs to no field

META_FIELDS = frozenset({"attempt", "seite", "sprache", "aktion"})
WHOLE_FORM = ""
SHOWN_UNKNOWN = 20

REQUIRED = FieldError("required")


@dataclass(frozen=True)
class Sheet:
    """All that a form says, whether or not its question is on the path."""

    answers: dict[str, Answer]  # question key -> closed answer
    texts: dict[str, str]  # question key, or "<key>.other" for the text beside "other" -> text
    errors: Errors
    unknown: tuple[str, ...]  # names of fields that the questionnaire does not have, shortened, at most 20


@dataclass(frozen=True)
class Submission:
    """What is kept of a valid form. No text is in the payload, and nothing connects a text with it but `town`."""

    payload: dict[str, Answer]
    texts: list[dict[str, str]]  # {"question": key, "text": text}
    town: str | None  # option key of the town dimension's question; None where it falls into no row


@dataclass(frozen=True)
class Refusal:
    """The page to show again. Without errors it is a page that a form sent too early has not seen yet."""

    page: Page
    errors: Errors = field(default_factory=dict)


@dataclass(slots=True)
class Walk:
    """The path through one form, and what it says on the way."""

    legs: list[Leg] = field(default_factory=list)
    payload: dict[str, Answer] = field(default_factory=dict)
    texts: list[dict[str, str]] = field(default_factory=list)
    errors: Errors = field(default_factory=dict)


def read(questionnaire: Questionnaire, form: Form) -> Sheet:
    """Read every field of the form (name -> values), without regard to path and required questions."""
    answers, texts, errors = {}, {}, {}
    for question in questionnaire.questions.values():
        reading = _reading(question, form)
        errors.update(_errors(question, reading))
        if reading.answer is not None and question.kind.counts:
            answers[question.key] = reading.answer
        if reading.text:
            texts[f"{question.key}.other" if question.kind.counts else question.key] = reading.text
    return Sheet(answers, texts, errors, _unknown(questionnaire, form))


def walk(questionnaire: Questionnaire, form: Form) -> Walk:
    """Follow the path through the form; answers off the path are not even looked at."""
    result = Walk()
    payload, texts, errors = result.payload, result.texts, result.errors

    def answer(question: Question) -> Answer | None:
        reading = _reading(question, form)
        value, text, error, text_error = reading
        if error is not None or text_error is not None:
            errors.update(_errors(question, reading))
        elif value is None:
            if question.required:
                errors[question.field] = REQUIRED
        else:
            if question.kind.counts:
                payload[question.key] = value
            if text:
                texts.append({"question": question.key, "text": text})
        return value

    result.legs = follow(questionnaire, answer)
    return result


def complete(questionnaire: Questionnaire, form: Form) -> Submission | Refusal:
    """Turn a sent form into a submission, or say on which page what is missing or wrong.

    A form that names its page (`seite`) while the path goes on behind it has not been seen to the end: the refusal
    then names the next page and has no errors. That happens when the last answer opens a further page.
    """
    result = walk(questionnaire, form)
    unknown = unknown_fields(questionnaire, form)
    if unknown is not None:
        return Refusal(shown_page(questionnaire, form, result.legs), {WHOLE_FORM: unknown})
    if result.errors:
        return next(
            Refusal(leg.page, errors) for leg in result.legs if (errors := errors_of(leg.questions, result.errors))
        )
    unseen = next_page(questionnaire, form, result.legs)
    if unseen is not None:
        return Refusal(unseen)
    return Submission(result.payload, result.texts, _town(questionnaire, result.payload))


def unknown_fields(questionnaire: Questionnaire, form: Form) -> FieldError | None:
    """The error for a form with fields that the questionnaire does not have, if it has any."""
    unknown = _unknown(questionnaire, form)
    return FieldError("unknown_field", {"count": len(unknown)}) if unknown else None


def errors_of(questions: Sequence[Question], errors: Errors) -> Errors:
    """The errors beside the fields of these questions."""
    return {name: errors[name] for question in questions for name in question.field_names if name in errors}


def value_of(form: Form, name: str) -> str:
    """The first value of a field, or an empty string."""
    values = form.get(name)
    return values[0] if values else ""


def shown_page(questionnaire: Questionnaire, form: Form, legs: Sequence[Leg]) -> Page:
    """The page that the form shows; the first of the path when it names none of the path."""
    key = value_of(form, "seite")
    pages = [leg.page for leg in legs] or [questionnaire.pages[0]]
    return next((page for page in pages if page.key == key), pages[0])


def next_page(questionnaire: Questionnaire, form: Form, legs: Sequence[Leg]) -> Page | None:
    """The page of the path behind the one that the form names; None behind the last and when it names none."""
    place = questionnaire.page_index.get(value_of(form, "seite"))
    if place is None:
        return None
    return next((leg.page for leg in legs if questionnaire.page_index[leg.page.key] > place), None)


def _reading(question: Question, form: Form) -> Reading:
    beside = question.other_field
    return question.kind.read(form.get(question.field, ()), form.get(beside, ()) if beside else ())


def _errors(question: Question, reading: Reading) -> Errors:
    errors = {question.field: reading.error} if reading.error is not None else {}
    if reading.text_error is not None and question.other_field is not None:
        errors[question.other_field] = reading.text_error
    return errors


def _unknown(questionnaire: Questionnaire, form: Form) -> tuple[str, ...]:
    known = questionnaire.field_names
    names = [name for name in form if name not in known and name not in META_FIELDS]
    return tuple(shown(name) for name in names[:SHOWN_UNKNOWN])


def _town(questionnaire: Questionnaire, payload: Mapping[str, Answer]) -> str | None:
    dimension = questionnaire.dimensions.get("town")
    if dimension is None:
        return None
    answer = payload.get(dimension.question)
    return answer if isinstance(answer, str) and answer in questionnaire.towns else None
