"""A whole survey by keyboard alone: focus is always seen, in reading order, never hidden behind anything."""

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.answering import ERRORS, MOST_PAGES, arrive, choose_too_many, here, is_done
from tests.browser.conftest import PHONE, Opener
from tests.browser.serving import Place

MOST_STOPS = 60
MOST_LOOKS = 40
FOCUS = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  const above = document.elementFromPoint(box.left + box.width / 2, box.top + Math.min(box.height / 2, 20));
  return {
    tag: one.tagName, kind: one.type || "", name: one.name || "", value: one.value || "", text: one.innerText,
    place: [...document.querySelectorAll("*")].indexOf(one),
    ring: [style, getComputedStyle(one, "::after"), getComputedStyle(one.closest("article") || one)].some(
      (drawn) => drawn.outlineStyle === "solid" && parseFloat(drawn.outlineWidth) >= 2),
    seen: box.top >= 0 && box.bottom <= innerHeight && !!above && (one.contains(above) || above.contains(one)),
  };
}"""


def focus(page: Page) -> dict[str, Any]:
    """What has the focus, where it stands in the document and whether it can be seen."""
    found: dict[str, Any] = page.evaluate(FOCUS)
    return found


def stop_at_next(page: Page, before: dict[str, Any]) -> dict[str, Any]:
    """The next stop of the Tab key; it must be visible and further down the document."""
    page.keyboard.press("Tab")
    now = focus(page)
    for _ in range(MOST_LOOKS):  # some pages move there smoothly
        if now["seen"]:
            break
        page.wait_for_timeout(50)
        now = focus(page)
    assert now["seen"], f"out of sight: {now}"
    assert now["ring"], f"no ring around {now}"
    assert now["place"] > before["place"], f"{now} comes after {before}"
    return now


def answer(page: Page, stop: dict[str, Any]) -> None:
    """What the hands do at this stop: the arrow chooses, the space bar ticks, letters write."""
    if stop["kind"] == "radio":
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.checked")
    elif stop["kind"] == "checkbox" and not page.locator(f"input[name='{stop['name']}']:checked").count():
        page.keyboard.press("Space")
        assert page.evaluate("document.activeElement.checked")
    elif stop["tag"] == "TEXTAREA":
        page.keyboard.type("Bänke")


def through_the_page(page: Page) -> None:
    """From the top of a page to its button, which Enter presses."""
    before, stop = here(page), focus(page)
    for _ in range(MOST_STOPS):
        stop = stop_at_next(page, stop)
        if stop["tag"] == "BUTTON" and stop["value"] in ("weiter", "absenden"):
            page.keyboard.press("Enter")
            arrive(page, before)
            return
        answer(page, stop)
    raise AssertionError("the button is never reached")


def test_a_whole_survey(county: Place, browse: Opener) -> None:
    page = browse(county, "/u/digi26")
    for _ in range(MOST_PAGES):
        through_the_page(page)
        assert not page.locator(ERRORS).count()
        assert focus(page)["tag"] == "H1", "a new page is read from its heading"
        if is_done(page):
            break
    stop = stop_at_next(page, focus(page))
    while "Neu ausfüllen" not in stop["text"]:
        stop = stop_at_next(page, stop)
    page.keyboard.press("Enter")
    expect(page.locator("form#survey")).to_be_visible()


def test_enter_in_a_field_goes_on_instead_of_changing_the_language(county: Place, browse: Opener) -> None:
    page = browse(county, "/u/digi26", script=False)
    page.locator("input[type=radio]").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Schritt 2 von")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "de")


def test_an_error_is_one_key_away_from_its_question(county: Place, browse: Opener) -> None:
    page = browse(county, "/u/digi26", size=PHONE)
    choose_too_many(page, "worries")
    stop = stop_at_next(page, focus(page))
    assert stop["tag"] == "A"
    page.keyboard.press("Enter")
    assert focus(page)["name"] == "q.worries"
    assert focus(page)["seen"]


def test_a_page_around_the_surveys(county: Place, browse: Opener) -> None:
    page = browse(county, "/", size=(1280, 900))
    stop = stop_at_next(page, focus(page))
    assert stop["text"] == "Zum Inhalt springen"
    while "Barrierefreiheit" not in stop["text"]:  # the last link of the page
        stop = stop_at_next(page, stop)
