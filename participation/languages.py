"""The languages people meet: their tags, own names, scripts' directions, and how a text falls back."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Language:
    """One language of the interface. ``locale``: rules for dates and numbers; ``catalogue``: translations."""

    tag: str
    own_name: str
    direction: str
    locale: str
    catalogue: str


LANGUAGES = {
    language.tag: language
    for language in (
        Language("de", "Deutsch", "ltr", "de", "de"),
        Language("en", "English", "ltr", "en", "en"),
        Language("de-simple", "Leichte Sprache", "ltr", "de", "de_SIMPLE"),
        Language("tr", "Türkçe", "ltr", "tr", "tr"),
        Language("uk", "Українська", "ltr", "uk", "uk"),
        Language("ar", "العربية", "rtl", "ar", "ar"),
    )
}
DEFAULT = "de"
DESK_LANGUAGES = ("de", "en")
"""What pages of the office and the reading pages speak; surveys may speak all of them."""


def pick(text: Mapping[str, str], language: str) -> str:
    """The text in that language, else German, else English, else whatever there is; empty when there is nothing."""
    for tag in (language, DEFAULT, "en"):
        if text.get(tag):
            return text[tag]
    return next((value for value in text.values() if value), "")


def merged(before: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """What was known with what is given now; a language whose text was emptied is left out, others stay."""
    return {tag: text for tag, text in {**before, **given}.items() if text}


def negotiate(wanted: str | None, accepted: str | None, offered: tuple[str, ...]) -> str:
    """The language to speak: the one asked for, else the browser's best match (RFC 9110, 12.5.4), else the first."""
    if wanted in offered:
        return wanted
    ranked = sorted(_accepted(accepted or ""), key=lambda item: -item[1])
    for tag, quality in ranked:
        if quality > 0:
            match = next((one for one in offered if one.casefold() == tag or one == tag.split("-")[0]), None)
            if match:
                return match
    return offered[0]


def _accepted(header: str) -> list[tuple[str, float]]:
    found = []
    for part in header[:500].split(","):
        tag, _, parameter = part.strip().partition(";")
        name, _, number = parameter.strip().partition("=")
        try:
            quality = float(number) if name == "q" else 1.0
        except ValueError:
            quality = 0.0
        found.append((tag.strip().casefold(), quality))
    return found
