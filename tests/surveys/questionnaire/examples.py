"""A small questionnaire with every kind and several conditions, as JSON values to change at will."""

import json
from collections.abc import Mapping
from typing import Any

from surveys.questionnaire import Questionnaire, load


def text(german: str) -> dict[str, str]:
    """A text in the two languages of the example."""
    return {"de": german, "en": f"{german} (en)"}


def option(key: str) -> dict[str, Any]:
    """An option named like its key."""
    return {"key": key, "text": text(key)}


def question(key: str, kind: str, **members: Any) -> dict[str, Any]:
    """A question named like its key."""
    return {"key": key, "kind": kind, "text": text(key), **members}


def page(key: str, *questions: dict[str, Any], **members: Any) -> dict[str, Any]:
    """A page named like its key."""
    return {"key": key, "title": text(key), "questions": list(questions), **members}


def document(*pages: dict[str, Any], **members: Any) -> dict[str, Any]:
    """The frame of a questionnaire around pages."""
    return {
        "format": "participation-questionnaire",
        "format_version": 1,
        "slug": "digitaltag",
        "languages": ["de", "en"],
        "title": text("Digitaltag"),
        "introduction": text("Guten Tag"),
        "thanks": text("Danke"),
        "pages": list(pages),
        **members,
    }


def example() -> dict[str, Any]:
    """Every kind, three pages of which the second depends on the first and the third partly on the second."""
    return document(
        page(
            "person",
            question("town", "single_choice", options=[option("herten"), option("marl")], no_answer=True),
            question("age", "single_choice", options=[option("young"), option("old")], required=True),
            question("note", "information"),
        ),
        page(
            "habits",
            question(
                "uses",
                "multiple_choice",
                options=[option("bus"), option("bike"), option("car")],
                min=1,
                max=2,
                other=True,
                no_answer=True,
                workstreams=["intelligente-mobilitaet"],
            ),
            question("trust", "scale", points=5, low=text("gar nicht"), high=text("sehr"), no_answer=True),
            condition={"question": "age", "is": "old"},
        ),
        page(
            "words",
            question("name", "short_text", max_length=10, hint=text("Hinweis")),
            question("idea", "long_text", max_length=40, condition={"question": "trust", "at_most": 2}),
            question(
                "why",
                "single_choice",
                options=[option("price"), option("time")],
                other=True,
                condition={"any": [{"question": "uses", "includes": "car"}, {"question": "trust", "at_least": 4}]},
            ),
        ),
        dimensions={
            "town": {
                "question": "town",
                "coarse": [{"key": "all", "text": text("alle"), "options": ["herten", "marl"]}],
            },
            "age": {
                "question": "age",
                "rows": [{"key": "a", "text": text("alt"), "options": ["old"], "population": 12_000}],
            },
        },
        table_plan={"trust": [{"by": "town", "weight": 2}, {"by": "age"}], "uses": [{"by": "age"}], "town": []},
    )


def loaded(value: Mapping[str, Any] | None = None) -> Questionnaire:
    """The questionnaire of a document, or of the example."""
    return load(json.dumps(example() if value is None else value))


def named(value: object) -> str:
    """A name for a case of a table: functions have none, as their addresses differ between processes."""
    return "" if callable(value) else str(value)[:60]
