"""Which theme of the demo an invented text belongs to: what a reader would decide, decided by keywords."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

THEMES_FILE = Path(__file__).with_name("themes.json")


def load_themes() -> dict[str, list[dict[str, Any]]]:
    """The demo's themes by question key; each with key, title and paraphrase by language, and keywords."""
    themes: dict[str, list[dict[str, Any]]] = json.loads(THEMES_FILE.read_text(encoding="utf-8"))
    return themes


def theme_of(question: str, text: str, themes: Mapping[str, list[dict[str, Any]]]) -> str | None:
    """The key of the first theme one of whose keywords begins a word of the text; None where no theme fits."""
    return next((theme["key"] for theme in themes.get(question, ()) if _mentions(text, theme["keywords"])), None)


def _mentions(text: str, keywords: list[str]) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(keyword)}", text, re.IGNORECASE) for keyword in keywords)
