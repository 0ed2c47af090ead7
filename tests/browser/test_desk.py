"""Journeys at the desk, and every page under the eyes of axe."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener
from tests.browser.looking import findings, overhang
from tests.browser.serving import Place, served

DESK = (1280, 900)
PUBLIC_PAGES = (
    "/",
    "/umfragen/",
    "/umfragen/digitaltag-2026/plan",
    "/umfragen/digitaltag-2026/ergebnis",
    "/handlungsfelder/",
    "/handlungsfelder/e-government/",
    "/daten/",
    "/daten/pruefen",
    "/barrierefreiheit",
    "/datenschutz",
    "/impressum",
    "/konto/anmelden",
    "/u/digi26",
    "/gibt-es-nicht",
)


def signed_in(place: Place, browse: Opener, role: str, size: tuple[int, int] = DESK) -> Page:
    """A page of somebody who has just signed in by the one-time link."""
    page = browse(place, place.sign_in[role], size=size)
    page.locator("main button[type=submit]").first.click()
    expect(page).to_have_url(f"{place.base}/verwaltung/")
    return page


def links_of(page: Page, start: str) -> Iterator[str]:
    """Paths on this page that begin like this."""
    for link in page.locator(f"a[href^='{start}']").all():
        address = link.get_attribute("href")
        if address:
            yield address


def test_axe_finds_nothing_on_any_public_page(released_county: Place, browse: Opener, axe: str) -> None:
    page = browse(released_county, "/")
    found = {}
    for path in PUBLIC_PAGES:
        page.goto(path)
        found[path] = findings(page, axe) + [f"{overhang(page)} px too wide"] * (overhang(page) > 0)
    assert {path: several for path, several in found.items() if several} == {}


def test_axe_finds_nothing_at_the_desk(released_county: Place, browse: Opener, axe: str) -> None:
    page = signed_in(released_county, browse, "coordinator")
    waiting, seen = ["/verwaltung/"], set[str]()
    found = {}
    while waiting and len(seen) < 30:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        answer = page.goto(path)
        if answer is None or "text/html" not in answer.headers.get("content-type", ""):
            continue
        found[path] = findings(page, axe)
        waiting += [one for one in links_of(page, "/verwaltung/") if not one.endswith((".json", ".csv", ".pdf"))]
    assert len(seen) > 10
    assert {path: several for path, several in found.items() if several} == {}


@pytest.fixture
def own_county(tmp_path: Path) -> Iterator[Place]:
    """An example county for one journey alone, as it ends the survey that others answer."""
    with served(tmp_path) as place:
        yield place


def test_from_the_last_answer_to_the_published_result(own_county: Place, browse: Opener) -> None:
    county = own_county
    office = signed_in(county, browse, "coordinator")
    office.goto("/verwaltung/umfragen/")
    office.get_by_role("link", name="Digitaltag 2026").first.click()
    expect(office.locator("main")).to_contain_text("auf Zehner abgerundet")
    office.goto(office.url.rstrip("/") + "/schliessen")
    office.locator("main button[type=submit]").first.click()
    office.get_by_text("Nachfrist jetzt beenden").last.click()
    end = office.get_by_role("button", name="Nachfrist")
    if end.count():
        end.last.click()
    office.goto("/verwaltung/zusammenfassungen/")
    office.locator("main details summary").first.click()
    office.locator("main details[open] button[type=submit]").first.click()
    expect(office.locator("main")).to_contain_text("zweite Person")
    draft = office.url

    second = signed_in(county, browse, "reviewer")
    second.goto(draft)
    for box in second.locator("main input[type=checkbox]").all():
        box.check()
    second.get_by_role("button", name=re.compile("freigeben", re.IGNORECASE)).first.click()

    reader = browse(county, "/umfragen/digitaltag-2026/ergebnis")
    expect(reader.locator("main")).to_contain_text("Wer hat mitgemacht")
    reader.goto("/handlungsfelder/e-government/")
    expect(reader.locator("main")).to_contain_text("Digitaltag 2026")
