"""Journeys on a bad connection and a shared phone: nothing is lost or doubled, nothing is said that is not so."""

import json

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.browser.conftest import Opener
from tests.browser.counting import BallotBox
from tests.browser.serving import Place

SEND = "button[value=absenden].kern-btn--primary"
KEPT = "Auf diesem Gerät gespeichert, noch nicht übertragen."
NOT_SENT = "Noch nicht übertragen."
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"


def fill_in(page: Page, idea: str = "Mehr Bänke mit Steckdose") -> None:
    """One person's answers to the survey of one page."""
    page.get_by_label("herten").check()
    page.get_by_label("idea").fill(idea)


def sent_by(page: Page) -> list[Request]:
    """The forms that this page sends from now on."""
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    return sent


def stored(page: Page, store: str) -> str:
    """Everything that the device keeps there."""
    text: str = page.evaluate(f"JSON.stringify({store})")
    return text


def test_cut_off_while_sending_it_is_kept_and_arrives_once(county: Place, box: BallotBox, browse: Opener) -> None:
    page = browse(county, box.open_survey("funkloch"))
    fill_in(page)
    page.context.set_offline(True)
    page.locator(SEND).click()
    status = page.get_by_role("status")
    expect(status).to_contain_text(KEPT)
    assert "steckdose" in stored(page, "localStorage").lower()
    expect(page.get_by_role("button", name="Auf diesem Gerät löschen")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator(".receipt__code")).to_be_visible(timeout=20_000)
    expect(status).to_have_text("Übertragen.")
    assert "steckdose" not in (stored(page, "localStorage") + stored(page, "sessionStorage")).lower()
    assert box.count("funkloch") == 1


def test_closed_before_the_network_came_back_it_is_sent_at_the_next_visit(
    county: Place, box: BallotBox, browse: Opener
) -> None:
    page = browse(county, path := box.open_survey("zugetunnelt"))
    fill_in(page)
    page.context.set_offline(True)
    page.locator(SEND).click()
    expect(page.get_by_role("status")).to_contain_text(KEPT)
    page.close()
    context = page.context
    context.set_offline(False)
    later = context.new_page()
    later.goto(path)
    expect(later.get_by_role("status")).to_have_text(
        "Die auf diesem Gerät gespeicherten Antworten sind jetzt übertragen."
    )
    expect(later.locator("#unsent")).to_be_hidden()
    later.reload()
    expect(later.locator("form#survey")).to_be_visible()
    assert "steckdose" not in stored(later, "localStorage").lower()
    assert box.count("zugetunnelt") == 1


def test_an_answer_lost_on_its_way_back_is_asked_for_again_and_counted_once(
    county: Place, box: BallotBox, browse: Opener
) -> None:
    page = browse(county, path := box.open_survey("verschluckt"))
    lost: list[str] = []

    def lose_the_first(route: Route, request: Request) -> None:
        if request.method == "POST" and not lost:
            lost.append(route.fetch().headers["x-participation-receipt"])  # the server has it, the phone never learns
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route(f"**{path}", lose_the_first)
    fill_in(page)
    page.locator(SEND).click()
    expect(page.locator(".receipt__code")).to_be_visible(timeout=20_000)
    assert lost == [page.locator(".receipt__code").inner_text()]
    assert box.count("verschluckt") == 1


def test_what_cannot_be_kept_is_never_called_saved(county: Place, box: BallotBox, browse: Opener) -> None:
    page = browse(county, "/impressum")
    page.context.add_init_script(FULL)
    page.goto(box.open_survey("voll"))
    fill_in(page)
    page.context.set_offline(True)
    page.locator(SEND).click()
    status = page.get_by_role("status")
    expect(status).to_contain_text(NOT_SENT)
    expect(status).to_contain_text("lassen Sie diese Seite offen")
    assert "gespeichert" not in page.locator("main").inner_text().lower()
    page.context.set_offline(False)
    expect(page.locator(".receipt__code")).to_be_visible(timeout=20_000)
    assert box.count("voll") == 1


def test_deleted_on_this_device_means_gone(county: Place, box: BallotBox, browse: Opener) -> None:
    page = browse(county, box.open_survey("geloescht"))
    fill_in(page)
    page.context.set_offline(True)
    page.locator(SEND).click()
    page.get_by_role("button", name="Auf diesem Gerät löschen").click()
    expect(page.get_by_role("status")).to_have_text("Auf diesem Gerät gelöscht.")
    assert "steckdose" not in (stored(page, "localStorage") + stored(page, "sessionStorage")).lower()
    page.context.set_offline(False)
    page.wait_for_timeout(1500)
    assert page.get_by_label("idea").input_value() == ""
    assert box.count("geloescht") == 0


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_double_tap_is_one_answer(county: Place, box: BallotBox, browse: Opener, script: bool) -> None:
    slug = "doppelt" if script else "doppelt-ohne"
    page = browse(county, box.open_survey(slug), script=script)
    fill_in(page)
    sent = sent_by(page)
    page.locator(SEND).dblclick()
    expect(page.locator(".receipt__code")).to_be_visible()
    assert len(sent) == 1 or not script
    assert box.count(slug) == 1


def test_sent_again_the_same_form_gets_the_same_receipt(county: Place, box: BallotBox, browse: Opener) -> None:
    page = browse(county, box.open_survey("zurueckgeblaettert"), script=False)
    fill_in(page)
    page.locator(SEND).click()
    receipt = page.locator(".receipt__code").inner_text()
    page.reload()  # the browser sends the same form once more
    expect(page.locator(".receipt__code")).to_have_text(receipt)
    assert box.count("zurueckgeblaettert") == 1


def test_back_after_the_receipt_shows_no_filled_form(county: Place, box: BallotBox, browse: Opener) -> None:
    page = browse(county, "/umfragen/")
    page.goto(box.open_survey("zurueck"))
    fill_in(page)
    page.locator(SEND).click()
    expect(page.locator(".receipt__code")).to_be_visible()
    page.get_by_role("link", name="Datenschutz").click()
    page.go_back()
    expect(page.locator("form#survey")).to_be_visible()
    assert page.get_by_label("idea").input_value() == ""
    assert not page.get_by_label("herten").is_checked()
    expect(page.get_by_text("Auf diesem Gerät hat schon jemand geantwortet.")).to_be_visible()
    page.get_by_role("button", name="Ja, eine weitere Person").click()
    expect(page.locator("#another")).to_be_hidden()


def test_a_page_brought_back_whole_says_that_its_answers_have_arrived(
    county: Place, box: BallotBox, browse: Opener
) -> None:
    """Browsers may keep a page with its script alive and show it again; then the attempt in it is used up."""
    page = browse(county, box.open_survey("aufgehoben"))
    page.evaluate(
        """() => {
          const main = document.querySelector("main");
          const attempt = document.querySelector("[name=attempt]").value;
          sessionStorage.setItem("participation.sent." + main.dataset.survey, JSON.stringify(attempt));
          window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
        }"""
    )
    expect(page.get_by_role("heading", name="Ihre Antworten sind übertragen")).to_be_visible()
    expect(page.locator("form#survey")).to_be_hidden()


def test_another_person_on_the_same_device_is_not_asked_twice(county: Place, box: BallotBox, browse: Opener) -> None:
    page = browse(county, box.open_survey("familie"))
    for name in ("Oma", "Enkel"):
        expect(page.locator("#another")).to_be_hidden()
        fill_in(page, name)
        page.locator(SEND).click()
        page.get_by_role("link", name="Neu ausfüllen").click()
        expect(page.locator("form#survey")).to_be_visible()
        assert page.get_by_label("idea").input_value() == ""
    assert box.count("familie") == 2


def test_a_reload_keeps_what_was_typed_in_this_tab_only(county: Place, box: BallotBox, browse: Opener) -> None:
    page = browse(county, path := box.open_survey("neu-geladen"))
    fill_in(page)
    page.reload()
    assert page.get_by_label("idea").input_value() == "Mehr Bänke mit Steckdose"
    assert page.get_by_label("herten").is_checked()
    expect(page.locator("#restored")).to_contain_text("Ihre Angaben sind wieder da.")
    assert json.loads(stored(page, "localStorage")) == {}
    other_tab = page.context.new_page()
    other_tab.goto(path)
    assert other_tab.get_by_label("idea").input_value() == ""


def test_what_somebody_left_lying_can_be_deleted_and_does_not_last(county: Place, browse: Opener) -> None:
    page = browse(county, "/u/digi26")
    page.locator("input[value='05562024']").check()
    page.reload()
    assert page.locator("input[value='05562024']").is_checked()
    page.locator("#restored button").click()
    assert not page.locator("input[value='05562024']").is_checked()
    page.locator("input[value='05562008']").check()
    page.evaluate("Date.now = (now => () => now() + 31 * 60 * 1000)(Date.now)")
    page.add_init_script("Date.now = (now => () => now() + 31 * 60 * 1000)(Date.now)")
    page.reload()
    assert not page.locator("input[value='05562008']").is_checked()
    assert page.locator("#restored").is_hidden()
