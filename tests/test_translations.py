"""German is complete, and whatever a citizen can meet in a survey speaks all six languages."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from surveys.questionnaire import FIELD_MESSAGES

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = ROOT / "participation" / "translations"
KEYWORDS: dict[str, Any] = dict.fromkeys(("_", "_l", "N_", "lazy_gettext", "gettext"))
KEYWORDS |= {"ngettext": (1, 2), "add_desk": (3,), "add_public": (3,)}
SURVEY_PAGES = sorted((ROOT / "templates" / "surveys" / "respondent").glob("*.html"))
TEMPLATES = sorted([*(ROOT / "templates").rglob("*.html"), *(ROOT / "templates").rglob("*.txt")])
CODE = [path for room in ("participation", "surveys") for path in sorted((ROOT / room).rglob("*.py"))]
RESPONDENT_CODE = sorted((ROOT / "surveys" / "answering").glob("*.py"))


def sentences(paths: list[Path]) -> Iterator[str]:
    """Every English text in these files that is to be translated."""
    for path in paths:
        method, options = ("jinja2", {"trimmed": "true"}) if path.suffix in (".html", ".txt") else ("python", {})
        with path.open("rb") as file:
            for _line, found, *_rest in extract(method, file, KEYWORDS, options=options):
                yield found if isinstance(found, str) else found[0]


def translated(language: str) -> dict[str, str]:
    """English text to translation of a catalogue."""
    with (CATALOGUES / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        entries = [message for message in read_po(file, locale=language.split("_", maxsplit=1)[0]) if message.id]
    return {one.id if isinstance(one.id, str) else one.id[0]: "".join(one.string or "") for one in entries}


def test_german_is_complete() -> None:
    missing = {text for text in sentences(TEMPLATES + CODE) if not translated("de").get(text)}
    assert not missing


@pytest.mark.parametrize("language", ["de", "de_SIMPLE", "tr", "uk", "ar"])
def test_answering_a_survey_speaks_the_language(language: str) -> None:
    known = translated(language)
    needed = {*sentences(SURVEY_PAGES + RESPONDENT_CODE), *FIELD_MESSAGES.values()}
    assert not {text for text in needed if not known.get(text)}


@pytest.mark.parametrize("language", ["de", "de_SIMPLE", "tr", "uk", "ar"])
def test_translations_fill_the_same_places(language: str) -> None:
    """A name in a translation that the English text does not have would break the page that shows it."""
    with (CATALOGUES / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        catalogue = read_po(file, locale=language.split("_", maxsplit=1)[0])
    faults = [(message.id, str(fault)) for message, several in catalogue.check() for fault in several]
    assert not faults
