"""Texts to begin with: written for a county, with double square brackets where the office has to fill something in."""

from functools import cache
from pathlib import Path

from participation.texts.rules import LegalText

HERE = Path(__file__).parent


@cache
def default_body(slug: LegalText, tag: str) -> str:
    """What the editor offers while nothing has been saved; empty where there is no such text."""
    path = HERE / f"{slug}.{tag}.md"
    return path.read_text(encoding="utf-8") if path.exists() else ""
