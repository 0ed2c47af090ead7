"""Colours that everybody can read: measured as WCAG does, and mended with as little change as possible."""

from colorsys import rgb_to_hls

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.assets import content
from participation.kit.brand_style import digest, style
from participation.kit.contrast import DARK, LIGHT, Scheme, checks, letters_on, nearest, parsed, passes, ratio

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#767676", "#ffffff", 4.54), ("#123456", "#123456", 1)],
)
def test_contrast_is_counted_as_wcag_does(one: str, other: str, expected: float) -> None:
    assert round(ratio(one, other), 2) == expected == round(ratio(other, one), 2)


@pytest.mark.parametrize(
    ("entry", "colour"),
    [(" #2044AA ", "#2044aa"), ("abc", "#aabbcc"), ("#12345", None), ("red", None), ("#2044aa;}", None), ("", None)],
)
def test_what_is_typed_is_read_or_refused(entry: str, colour: str | None) -> None:
    assert parsed(entry) == colour


@given(COLOURS, st.sampled_from([LIGHT, DARK]))
def test_the_nearest_colour_can_be_read_and_a_readable_one_stays(colour: str, scheme: Scheme) -> None:
    found = nearest(colour, scheme)
    assert passes(found, scheme)
    assert all(check.is_enough for check in checks(found, scheme))
    assert found == colour or not passes(colour, scheme)


def test_the_hue_stays() -> None:
    yellow, found = "#ffcc00", nearest("#ffcc00", LIGHT)
    hues = [rgb_to_hls(*(int(one[at : at + 2], 16) / 255 for at in (1, 3, 5)))[0] for one in (yellow, found)]
    assert found != yellow
    assert abs(hues[0] - hues[1]) < 0.02


def test_letters_are_white_on_dark_and_black_on_light() -> None:
    assert [letters_on("#2044aa"), letters_on("#97afe1")] == ["#ffffff", "#000000"]


def test_the_backgrounds_are_those_that_pages_have() -> None:
    css = content("kern.css").replace(" ", "").lower()
    for ground in {*LIGHT.backgrounds, *DARK.backgrounds} - {"#ffffff", "#000000"}:
        assert ground in css


def test_a_style_sheet_is_named_by_its_colours() -> None:
    blue, green = style("#2044aa", "#97afe1"), style("#006600", "#97afe1")
    assert digest(blue) != digest(green)
    assert digest(blue) == digest(style("#2044aa", "#97afe1"))
    assert "prefers-color-scheme:dark" in blue
    assert blue.count("{") == blue.count("}")
