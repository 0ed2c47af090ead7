"""Colours that everybody can read: contrast as WCAG 2.2 counts it, and the nearest colour that has enough. Pure."""

import re
from collections.abc import Iterator
from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import dataclass

ENOUGH = 4.5
"""Text of any size against its background (WCAG 2.2, 1.4.3)."""

WHITE, BLACK = "#ffffff", "#000000"
HEX = re.compile(r"#?([0-9a-f]{3}|[0-9a-f]{6})")
STEPS = 1_000


@dataclass(frozen=True)
class Scheme:
    """The backgrounds that a colour stands on as text, in light or in dark surroundings."""

    backgrounds: tuple[str, ...]


LIGHT = Scheme((WHITE, "#f3f4f7"))
DARK = Scheme((BLACK, "#131525", "#1d2034"))


@dataclass(frozen=True)
class Check:
    """The contrast of a colour with another, and whether that is the colour of the letters on it."""

    other: str
    ratio: float
    is_text: bool

    @property
    def is_enough(self) -> bool:
        """Whether it can be read."""
        return self.ratio >= ENOUGH


def parsed(entry: str) -> str | None:
    """The colour as ``#rrggbb`` in small letters; None for what is no colour in hexadecimal digits."""
    found = HEX.fullmatch(entry.strip().lower())
    if found is None:
        return None
    digits = found[1]
    return "#" + ("".join(2 * digit for digit in digits) if len(digits) == 3 else digits)


def ratio(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21 (WCAG 2.2, contrast ratio)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def letters_on(colour: str) -> str:
    """White or black, whichever is read more easily on the colour."""
    return max((WHITE, BLACK), key=lambda letters: ratio(letters, colour))


def checks(colour: str, scheme: Scheme) -> list[Check]:
    """The colour as letters on each background of the scheme, and under its own letters."""
    text = letters_on(colour)
    grounds = [Check(ground, ratio(colour, ground), is_text=False) for ground in scheme.backgrounds]
    return [*grounds, Check(text, ratio(colour, text), is_text=True)]


def passes(colour: str, scheme: Scheme) -> bool:
    """Whether the colour can be read wherever it stands."""
    return all(check.is_enough for check in checks(colour, scheme))


def nearest(colour: str, scheme: Scheme) -> str:
    """The colour itself if it passes, else the one of the same hue whose lightness differs least."""
    return next(one for one in _by_distance(colour) if passes(one, scheme))


def _by_distance(colour: str) -> Iterator[str]:
    """The colour, then those that are ever darker or lighter, down to black and up to white."""
    yield colour
    hue, lightness, saturation = rgb_to_hls(*_channels(colour))
    for step in range(1, STEPS + 1):
        for other in (lightness - step / STEPS, lightness + step / STEPS):
            if 0 <= other <= 1:
                red, green, blue = hls_to_rgb(hue, other, saturation)
                yield f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"
    yield from (BLACK, WHITE)


def _channels(colour: str) -> tuple[float, float, float]:
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
