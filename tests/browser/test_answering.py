"""Journeys of people who answer on their phones."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.answering import answer_everything, receipt
from tests.browser.conftest import Opener
from tests.browser.looking import findings, overhang
from tests.browser.serving import Place

POSTER = "/u/digi26"
TRANSCRIPT = Path(__file__).with_name("answer_page.yaml")
RECEIPT = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}")


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_scan_answer_done(county: Place, browse: Opener, script: bool) -> None:
    page = browse(county, POSTER, script=script)
    answer_everything(page)
    first = receipt(page)
    assert RECEIPT.fullmatch(first)
    page.get_by_role("link", name="Neu ausfüllen").click()
    answer_everything(page)
    assert receipt(page) != first


def test_arabic_reads_from_right_to_left_and_keeps_answers(county: Place, browse: Opener) -> None:
    page = browse(county, POSTER)
    page.locator("input[value='05562024']").check()
    page.get_by_role("button", name="العربية").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert page.locator("input[value='05562024']").is_checked()
    assert overhang(page) <= 0
    box = page.locator("input[value='05562024']").bounding_box()
    assert box is not None
    assert box["x"] > 180  # the box stands at the right edge, where reading begins
    answer_everything(page)
    assert RECEIPT.fullmatch(receipt(page))


@pytest.mark.parametrize("size", [(320, 568), (320, 256)], ids=["320 px", "400 % zoom"])
def test_nothing_sticks_out_on_the_smallest_screens(
    county: Place, browse: Opener, axe: str, size: tuple[int, int]
) -> None:
    page = browse(county, POSTER, size=size)
    for _ in range(4):
        assert overhang(page) <= 0, page.locator("h1").first.inner_text()
        assert findings(page, axe) == []
        page.locator(".actions button.kern-btn--primary").click()
        page.wait_for_load_state()


def test_by_keyboard_alone(county: Place, browse: Opener) -> None:
    page = browse(county, POSTER, size=(1280, 900))
    for _ in range(12):
        if page.locator(".receipt__code").count():
            break
        walk_through(page)
    assert RECEIPT.fullmatch(receipt(page))


def walk_through(page: Page) -> None:
    """Tabs over one page, choosing each group's first answer by the space bar, and sends it by Enter on its button."""
    before, seen = page.url + page.locator("h1").first.inner_text(), set[str]()
    for _ in range(120):
        page.keyboard.press("Tab")
        focus = page.evaluate(
            "(() => { const e = document.activeElement; const s = getComputedStyle(e); return {tag: e.tagName,"
            " type: e.type || '', name: e.name || '', value: e.value || '', cls: e.className,"
            " visible: s.outlineStyle !== 'none' || s.boxShadow !== 'none' || s.borderStyle !== 'none'"
            " || getComputedStyle(e.closest('.choice') || e).outlineStyle !== 'none'}; })()"
        )
        assert focus["visible"], f"no visible focus on {focus}"
        if focus["type"] in ("radio", "checkbox") and focus["name"] not in seen:
            seen.add(focus["name"])
            page.keyboard.press("Space")
        if focus["tag"] == "BUTTON" and focus["value"] in ("weiter", "absenden") and "primary" in focus["cls"]:
            page.keyboard.press("Enter")
            page.wait_for_function(
                "before => location.href + document.querySelector('h1').innerText !== before", arg=before
            )
            return
    raise AssertionError("the button was never reached")


def test_an_error_stands_beside_its_question(county: Place, browse: Opener, axe: str) -> None:
    page = browse(county, POSTER, script=False)
    for _ in range(2):
        page.locator(".actions button.kern-btn--primary").click()
    for box in page.locator("input[name='q.services']").all()[:5]:
        box.check()
    page.locator(".actions button.kern-btn--primary").click()
    expect(page.locator("#error-summary")).to_be_visible()
    assert "höchstens" in page.locator("fieldset.kern-fieldset--error .kern-error").inner_text()
    assert page.locator("input[name='q.services']:checked").count() == 5


def test_without_a_network_nothing_is_lost_and_nothing_is_claimed(county: Place, browse: Opener) -> None:
    page = browse(county, POSTER)
    page.locator("input[value='05562008']").check()
    while page.locator("button[value=weiter].kern-btn--primary").count():
        page.locator(".actions button.kern-btn--primary").click()
        page.wait_for_load_state()
    page.context.set_offline(True)
    page.locator("button[value=absenden].kern-btn--primary").click()
    expect(page.locator("#status")).to_contain_text("Auf diesem Gerät gespeichert")
    expect(page.locator("#status")).to_contain_text("noch nicht")
    page.context.set_offline(False)
    expect(page.locator(".receipt__code")).to_be_visible(timeout=30_000)


def test_never_says_saved_when_storage_fails(county: Place, browse: Opener) -> None:
    page = browse(county, "/impressum")
    page.context.add_init_script("Storage.prototype.setItem = () => { throw new Error('full'); };")
    page.goto(POSTER)
    while page.locator("button[value=weiter].kern-btn--primary").count():
        page.locator(".actions button.kern-btn--primary").click()
        page.wait_for_load_state()
    page.context.set_offline(True)
    page.locator("button[value=absenden].kern-btn--primary").click()
    expect(page.locator("#status")).to_contain_text("offen")
    assert "gespeichert" not in page.locator("#status").inner_text().lower()


def test_what_a_screen_reader_is_told(county: Place, browse: Opener) -> None:
    page = browse(county, POSTER)
    assert page.locator("body").aria_snapshot().strip() == TRANSCRIPT.read_text(encoding="utf-8").strip()
