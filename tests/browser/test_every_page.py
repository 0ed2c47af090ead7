"""One page of every kind under the eyes of axe, on a phone and at a desk. No page asks another host: see ``browse``."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Opener, SignIn
from tests.browser.counting import BallotBox
from tests.browser.crawling import views, walk
from tests.browser.looking import cramped, findings, overhang
from tests.browser.serving import Place

DESK = (1280, 900)
NARROW = {"width": 320, "height": 568}
ONE_TIME_LINK = {"accounts.show_link"}  # looked at by whoever signs in
FROM_MAILS = {"accounts.show_invitation",
              "following.asked", "following.new", "following.show_leave", "following.show_link"}  # fmt: skip
ONE_MAIL = {"mail.show"}  # these are looked at in test_mail_pages
ONE_TASK = {"jobs.show"}  # looked at in test_desk
IN_PREPARATION = {"surveys_desk.confirm_opening"}  # no survey of the example is


def flaws(page: Page, axe: str) -> list[str]:
    """What axe finds and what is too small at this size, and what sticks out on the narrowest screen."""
    found = findings(page, axe) + cramped(page)
    usual = page.viewport_size
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    if overhang(page) > 0:
        found.append(f"{overhang(page)} px too wide")
    if usual:
        page.set_viewport_size(usual)
    return found


@pytest.mark.parametrize("stage", ["county", "released_county"])
def test_public_pages(stage: str, request: pytest.FixtureRequest, box: BallotBox, browse: Opener, axe: str) -> None:
    starts = ["/", "/u/digi26", "/umfragen/digitaltag-2026/", "/daten/pruefen", "/konto/anmelden"]
    page = browse(request.getfixturevalue(stage), "/")
    found = walk(box.app, page, starts, lambda one: flaws(one, axe))
    assert [flaw for several in found.values() for flaw in several] == []
    if stage == "released_county":
        assert views(box.app, public=True) - set(found) == ONE_TIME_LINK | FROM_MAILS


def test_pages_of_the_office(
    county: Place, released_county: Place, box: BallotBox, sign_in_at: SignIn, axe: str
) -> None:
    starts = ["/verwaltung/", "/verwaltung/bausteine", "/konto/einrichten", "/konto/zweiter-faktor"]
    found: dict[str, list[str]] = {}
    for place, role in ((county, "coordinator"), (released_county, "coordinator"), (released_county, "administrator")):
        page = sign_in_at(place, role, DESK)
        found |= walk(box.app, page, starts, lambda one: flaws(one, axe))
    assert [flaw for several in found.values() for flaw in several] == []
    assert views(box.app, public=False) - set(found) <= IN_PREPARATION | ONE_MAIL | ONE_TASK


@pytest.mark.parametrize("path", ["/gibt-es-nicht", "/verwaltung/gibt-es-nicht"])
def test_where_there_is_nothing(county: Place, browse: Opener, axe: str, path: str) -> None:
    assert flaws(browse(county, path), axe) == []


def test_in_dark_colours(released_county: Place, browse: Opener, axe: str) -> None:
    page = browse(released_county, "/")
    page.emulate_media(color_scheme="dark")
    for path in ("/", "/umfragen/digitaltag-2026/ergebnis", "/handlungsfelder/e-government/", "/konto/anmelden"):
        page.goto(path)
        assert findings(page, axe) == [], path
