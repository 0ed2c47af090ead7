"""The parts of a release that a measure may rest on, read from the frozen bytes."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from participation.types import Text


@lru_cache(maxsize=128)
def release_parts(json_bytes: bytes) -> Mapping[str, Text]:
    """Key of each question to its text; a question answered in own words has the titles of its themes for a text.

    The bytes never change, so neither do their parts.
    """
    document = json.loads(json_bytes)
    found: dict[str, Text] = {question["key"]: question["text"] for question in document["questions"]}
    themes: dict[str, list[dict[str, Any]]] = {}
    for theme in document["themes"]:
        themes.setdefault(theme["question"], []).append(theme)
    return {key: _titles(said) for key, said in themes.items()} | found


def _titles(themes: list[dict[str, Any]]) -> Text:
    tags = {tag for theme in themes for tag in theme["title"]}
    return {tag: " · ".join(theme["title"][tag] for theme in themes if tag in theme["title"]) for tag in sorted(tags)}
