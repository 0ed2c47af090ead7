"""The survey that is measured: one page of 18 questions in six languages, a table plan, and a form that answers all."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote_plus

LANGUAGES = ("de", "en", "de-simple", "tr", "uk", "ar")
TOWNS = tuple(f"055620{number:02}" for number in range(4, 44, 4))
AGES = ("under_18", "18_29", "30_44", "45_59", "60_74", "75_plus")
GENDERS = ("female", "male", "diverse")
SLUG, POSTER = "messung", "messen"
Definition = dict[str, Any]


def definition(texts: int) -> Definition:
    """A questionnaire with 18 questions, the last `texts` of which are written ones; the others have table plans."""
    closed = [*_about_people(), *(_closed(number) for number in range(4, 19 - texts))]
    written = [_question(number, "long_text", max_length=1_000) for number in range(19 - texts, 19)]
    return {
        "format": "participation-questionnaire",
        "format_version": 1,
        "slug": SLUG,
        "languages": list(LANGUAGES),
        "title": _text("Digitale Angebote im Kreis"),
        "introduction": _text("Was brauchen Sie, was wünschen Sie sich, was macht Ihnen Sorgen?"),
        "thanks": _text("Ihre Antworten gehen in die Arbeit an der digitalen Strategie ein."),
        "pages": [{"key": "all", "title": _text("Alle Fragen"), "questions": [*closed, *written]}],
        "dimensions": {key: {"question": key} for key in ("town", "age", "gender")},
        "table_plan": {"town": [], "age": [], "gender": []}
        | {q["key"]: [{"by": "town", "weight": 2}, {"by": "age"}, {"by": "gender"}] for q in closed[3:]},
    }


def body(definition: Definition) -> str:
    """A form with an answer to every question, up to and including ``attempt=``."""
    fields = [(f"q.{q['key']}", value) for q in definition["pages"][0]["questions"] for value in answer(q, 0)]
    meta = [("seite", "all"), ("sprache", "de"), ("aktion", "absenden")]
    return "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in [*fields, *meta]) + "&attempt="


def payloads(definition: Definition, count: int) -> Iterator[dict[str, Any]]:
    """Closed answers of so many people, no two neighbours alike."""
    closed = [q for q in definition["pages"][0]["questions"] if q["kind"] != "long_text"]
    for person in range(count):
        given = {q["key"]: answer(q, person * (place + 1) + place) for place, q in enumerate(closed)}
        yield {q["key"]: _stored(q["kind"], given[q["key"]]) for q in closed}


def answer(question: Definition, person: int) -> list[str]:
    """Form values that this person gives to the question."""
    match question["kind"]:
        case "scale":
            return [str(person % question["points"] + 1)]
        case "long_text":
            return ["Mehr Busse am Abend und ein Amt, das ich mit dem Telefon erreiche, wären schön."]
        case "multiple_choice":
            keys = [option["key"] for option in question["options"]]
            return [key for place, key in enumerate(keys) if place in {person % len(keys), (person + 2) % len(keys)}]
    keys = [option["key"] for option in question["options"]]
    return [keys[person % len(keys)]]


def _stored(kind: str, values: list[str]) -> str | int | list[str]:
    if kind == "multiple_choice":
        return values
    return int(values[0]) if kind == "scale" else values[0]


def _about_people() -> list[Definition]:
    return [
        {**_question(1, "single_choice", options=_options(TOWNS), no_answer=True), "key": "town"},
        {**_question(2, "single_choice", options=_options(AGES), no_answer=True), "key": "age"},
        {**_question(3, "single_choice", options=_options(GENDERS), no_answer=True), "key": "gender"},
    ]


def _closed(number: int) -> Definition:
    match number % 3:
        case 0:
            low, high = _text("trifft gar nicht zu"), _text("trifft voll zu")
            return _question(number, "scale", points=5, low=low, high=high, no_answer=True)
        case 1:
            options = _options([f"option_{number}_{place}" for place in range(1, 7)])
            return _question(number, "single_choice", options=options, other=True, no_answer=True)
    options = _options([f"option_{number}_{place}" for place in range(1, 9)])
    return _question(number, "multiple_choice", options=options, max=3, other=True, no_answer=True)


def _question(number: int, kind: str, **members: object) -> Definition:
    text = f"Frage {number}: Wie wichtig ist Ihnen, dass es dieses Angebot in Ihrer Stadt gibt?"
    return {"key": f"question_{number}", "kind": kind, "text": _text(text), **members}


def _options(keys: tuple[str, ...] | list[str]) -> list[Definition]:
    return [{"key": key, "text": _text(f"Antwort {key.replace('_', ' ')}")} for key in keys]


def _text(words: str) -> dict[str, str]:
    return dict.fromkeys(LANGUAGES, words)
