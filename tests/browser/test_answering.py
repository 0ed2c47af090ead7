"""Journeys of people who answer on their phones."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.answering import answer_everything, choose_too_many, go_on, receipt, skip_to
from tests.browser.conftest import PHONE, Opener
from tests.browser.looking import findings, overhang
from tests.browser.serving import Place

POSTER = "/u/digi26"
RECEIPT = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}")
MARL = "input[value='05562024']"
TOO_MANY = "worries"
TRANSCRIPTS = {"first page": "first_page.yaml", "with an error": "page_with_error.yaml"}


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_scan_answer_done(county: Place, browse: Opener, axe: str, script: bool) -> None:
    page = browse(county, POSTER, script=script)
    answer_everything(page)
    first = receipt(page)
    assert RECEIPT.fullmatch(first)
    expect(page.get_by_role("heading", level=1)).to_have_text("Vielen Dank für Ihre Teilnahme")
    if script:  # axe is a script itself
        assert findings(page, axe) == []
    page.get_by_role("link", name="Neu ausfüllen").click()
    answer_everything(page)
    assert RECEIPT.fullmatch(receipt(page))
    assert receipt(page) != first


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_back_and_forth_keeps_answers(county: Place, browse: Opener, script: bool) -> None:
    page = browse(county, POSTER, script=script)
    page.locator(MARL).check()
    go_on(page)
    go_on(page)
    page.get_by_role("button", name="Zurück").click()
    page.get_by_text("Schritt 2 von").wait_for()
    page.get_by_role("button", name="Zurück").click()
    page.get_by_text("Schritt 1 von").wait_for()
    assert page.locator(MARL).is_checked()


def test_the_way_back_of_the_browser_leads_to_the_page_before(county: Place, browse: Opener) -> None:
    page = browse(county, POSTER)
    page.locator(MARL).check()
    go_on(page)
    page.go_back()
    expect(page.get_by_text("Schritt 1 von")).to_be_visible()
    assert page.locator(MARL).is_checked()


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_another_language_keeps_answers_of_all_pages(county: Place, browse: Opener, script: bool) -> None:
    page = browse(county, POSTER, script=script)
    page.locator(MARL).check()
    go_on(page)
    page.locator("input[type=radio]").nth(3).check()
    page.get_by_role("button", name="Українська").click()
    expect(page.locator("html")).to_have_attribute("lang", "uk")
    assert page.locator("input[type=radio]").nth(3).is_checked()
    page.get_by_role("button", name="Назад").click()
    expect(page.locator(f"{MARL}:checked")).to_have_count(1)


def test_arabic_is_laid_out_as_in_a_mirror(county: Place, browse: Opener, axe: str) -> None:
    page = browse(county, POSTER)
    page.locator(MARL).check()
    german = edges(page, "left")
    page.get_by_role("button", name="العربية").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    assert page.locator(MARL).is_checked()
    assert edges(page, "right") == {name: PHONE[0] - left for name, left in german.items()}
    assert [overhang(page), findings(page, axe)] == [0, []]
    answer_everything(page)
    assert RECEIPT.fullmatch(receipt(page))
    assert [overhang(page), findings(page, axe)] == [0, []]


def test_a_poster_in_arabic_greets_in_arabic(county: Place, browse: Opener) -> None:
    page = browse(county, "/u/arabi1")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.get_by_role("button", name="Deutsch").click()
    expect(page.locator("html")).to_have_attribute("dir", "ltr")


MIRRORED = {"mark": ".brand__mark", "town": MARL, "choice": f".choice:has({MARL})"}


def edges(page: Page, side: str) -> dict[str, int]:
    """Where things end on that side, in pixels from the left."""
    return {
        name: round(page.locator(selector).first.evaluate("(one, side) => one.getBoundingClientRect()[side]", side))
        for name, selector in MIRRORED.items()
    }


def test_an_error_is_announced_named_and_led_to(county: Place, browse: Opener, axe: str) -> None:
    page = browse(county, POSTER)
    choose_too_many(page, TOO_MANY)
    summary = page.locator("#error-summary")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Sie haben 4 gewählt")
    expect(summary).to_contain_text("Was macht Ihnen bei der Digitalisierung am meisten Sorgen?")
    assert findings(page, axe) == []
    group = page.get_by_role("group", name="am meisten Sorgen")
    expect(group).to_have_accessible_description(re.compile("höchstens 3 aus. Sie haben 4 gewählt.*höchstens 3 Antw"))
    summary.get_by_role("link").click()
    expect(group.get_by_role("checkbox").first).to_be_focused()
    group.get_by_role("checkbox").first.uncheck()
    go_on(page)
    expect(page.locator("#error-summary")).to_have_count(0)


def test_an_error_without_script_stands_beside_its_question(county: Place, browse: Opener) -> None:
    page = browse(county, POSTER, script=False)
    choose_too_many(page, TOO_MANY)
    assert "höchstens 3" in page.locator("fieldset.kern-fieldset--error .kern-error").inner_text()
    assert page.locator(f"input[name='q.{TOO_MANY}']:checked").count() == 4


def test_nothing_stays_ticked_beside_no_answer(county: Place, browse: Opener) -> None:
    page = browse(county, POSTER)
    skip_to(page, TOO_MANY)
    group = page.get_by_role("group", name="am meisten Sorgen")
    group.get_by_role("checkbox").first.check()
    group.get_by_label("Keine Angabe").check()
    expect(group.get_by_role("checkbox").first).not_to_be_checked()
    group.get_by_role("textbox").fill("Einsamkeit")
    expect(group.get_by_label("Andere Antwort:").first).to_be_checked()
    expect(group.get_by_label("Keine Angabe")).not_to_be_checked()


@pytest.mark.parametrize("state", TRANSCRIPTS)
def test_what_a_screen_reader_is_told(county: Place, browse: Opener, state: str) -> None:
    """Compared to the letter; whoever means the change copies the new words into the file."""
    page = browse(county, POSTER)
    if state == "with an error":
        choose_too_many(page, TOO_MANY)
    told = page.locator("body").aria_snapshot() + "\n"
    transcript = Path(__file__).with_name(TRANSCRIPTS[state])
    assert told == transcript.read_text(encoding="utf-8")
