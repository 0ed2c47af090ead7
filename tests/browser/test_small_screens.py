"""The smallest screens and the largest letters: nothing sticks out, nothing is cut, nothing lies on top."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.answering import MOST_PAGES, choose_too_many, go_on, is_done
from tests.browser.conftest import Opener
from tests.browser.looking import findings, overhang
from tests.browser.serving import Place

NARROW, ZOOMED = (320, 568), (320, 256)  # an old phone; 1280 x 1024 at 400 %
CUT = """() => {
  const hidden = ".kern-sr-only, [hidden], [hidden] *, .kern-sr-only *, .scale__word";
  const texts = [...document.querySelectorAll("body *")].filter((one) => !one.matches(hidden) &&
    [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()));
  const cut = (one) => {
    const range = document.createRange();
    range.selectNodeContents(one);
    const words = range.getBoundingClientRect();
    if (words.left < -0.5 || words.right > innerWidth + 0.5) return true;
    for (let around = one; around; around = around.parentElement) {
      const box = around.getBoundingClientRect();
      const clips = getComputedStyle(around).overflowX !== "visible" && around !== document.documentElement;
      if (clips && (words.right > box.right + 0.5 || words.bottom > box.bottom + 0.5)) return true;
    }
    return false;
  };
  return texts.filter(cut).map((one) => one.innerText.slice(0, 60));
}"""


def assert_whole(page: Page) -> None:
    """Nothing of the page lies beside the screen or is cut off."""
    assert [overhang(page), page.evaluate(CUT)] == [0, []], page.locator("h1:visible").first.inner_text()


@pytest.mark.parametrize("size", [NARROW, ZOOMED], ids=["320 px", "400 % zoom"])
@pytest.mark.parametrize("language", ["de", "de-simple", "uk", "ar"])
def test_a_whole_survey_fits(county: Place, browse: Opener, axe: str, size: tuple[int, int], language: str) -> None:
    page = browse(county, f"/u/digi26?sprache={language}", size=size)
    for _ in range(MOST_PAGES):
        assert_whole(page)
        if is_done(page):
            return
        go_on(page)
    raise AssertionError("the survey has no end")


@pytest.mark.parametrize("size", [NARROW, ZOOMED], ids=["320 px", "400 % zoom"])
def test_errors_fit(county: Place, browse: Opener, axe: str, size: tuple[int, int]) -> None:
    page = browse(county, "/u/digi26", size=size)
    choose_too_many(page, "worries")
    assert_whole(page)
    assert findings(page, axe) == []


def test_larger_distances_between_letters_cut_nothing(county: Place, browse: Opener) -> None:
    """WCAG 2.2, 1.4.12: distances as readers with low vision set them."""
    page = browse(county, "/u/digi26", size=NARROW)
    page.evaluate(
        """() => document.querySelectorAll("*").forEach((one) => {
          one.style.lineHeight = 1.5; one.style.letterSpacing = "0.12em"; one.style.wordSpacing = "0.16em";
        })"""
    )
    assert_whole(page)


@pytest.mark.parametrize("size", [(360, 640), (1280, 900)], ids=["phone", "desk"])
def test_dark_colours_are_readable(county: Place, browse: Opener, axe: str, size: tuple[int, int]) -> None:
    page = browse(county, "/u/digi26", size=size)
    page.emulate_media(color_scheme="dark")
    page.reload()
    choose_too_many(page, "worries")
    assert findings(page, axe) == []


def test_words_about_sending_never_cover_the_page(county: Place, browse: Opener) -> None:
    page = browse(county, "/u/digi26", size=ZOOMED)
    page.context.set_offline(True)
    page.get_by_role("button", name="Weiter").click()
    status = page.locator("#status")
    expect(status).to_contain_text("Keine Verbindung")
    height = (status.bounding_box() or {"height": 999})["height"]
    assert height <= ZOOMED[1] / 2


def test_the_navigation_unfolds_by_keyboard_without_a_script(county: Place, browse: Opener, axe: str) -> None:
    page = browse(county, "/orte/", size=NARROW)
    menu, link = page.locator("nav summary"), page.locator("nav a[aria-current]")
    expect(menu).to_contain_text("Orte")
    expect(link).to_be_hidden()
    menu.focus()
    page.keyboard.press("Enter")
    expect(link).to_be_visible()
    assert overhang(page) <= 0
    assert page.evaluate(CUT) == []
    assert findings(page, axe) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(menu).to_be_hidden()
    expect(link).to_be_visible()
