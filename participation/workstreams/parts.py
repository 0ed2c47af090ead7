"""The parts of a release that a measure may rest on, read from the frozen bytes: a question, or one theme.

A part has a name that links keep (``Link.detail``): the question's key, or ``theme:`` and the theme's.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from participation.types import Text

THEME = "theme:"


@dataclass(frozen=True)
class Parts:
    """What a release is made of.

    ``questions``: key to text; a question answered in own words has the titles of its themes for a text.
    ``themes``: name to title. ``themes_of``: slug of each workstream to the names of the themes that speak to it.
    ``written``: keys of the questions that consist of themes.
    """

    questions: Mapping[str, Text]
    themes: Mapping[str, Text]
    themes_of: Mapping[str, Sequence[str]]
    written: frozenset[str]

    @property
    def texts(self) -> dict[str, Text]:
        """Name of each part to its text."""
        return {**self.themes, **self.questions}


@lru_cache(maxsize=128)
def release_parts(json_bytes: bytes) -> Parts:
    """The parts of the release. The bytes never change, so neither do they."""
    document = json.loads(json_bytes)
    asked: dict[str, Text] = {question["key"]: question["text"] for question in document["questions"]}
    said: dict[str, list[Text]] = {}
    themes_of: dict[str, list[str]] = {}
    for theme in document["themes"]:
        said.setdefault(theme["question"], []).append(theme["title"])
        for slug in theme["workstreams"]:
            themes_of.setdefault(slug, []).append(_name(theme))
    return Parts(
        questions={key: _titles(titles) for key, titles in said.items()} | asked,
        themes={_name(theme): theme["title"] for theme in document["themes"]},
        themes_of=themes_of,
        written=frozenset(said.keys() - asked.keys()),
    )


def theme_key(part: str) -> str | None:
    """The key of the theme that the name of a part means; None for a question or the whole release."""
    return part.removeprefix(THEME) if part.startswith(THEME) else None


def _name(theme: Mapping[str, Any]) -> str:
    return f"{THEME}{theme['key']}"


def _titles(titles: Iterable[Text]) -> Text:
    several = list(titles)
    tags = {tag for title in several for tag in title}
    return {tag: " · ".join(title[tag] for title in several if tag in title) for tag in sorted(tags)}
