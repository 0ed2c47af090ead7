"""Debian's Chromium at a phone's size, in front of the example county; every page met must ask no other host."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.counting import BallotBox
from tests.browser.looking import findings
from tests.browser.serving import Place, served

PHONE = (360, 640)
PATIENCE = 15_000
Opener = Callable[..., Page]
SignIn = Callable[[Place, str, tuple[int, int]], Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Marks the journeys, so that they can be left out or run alone."""
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The example county with its survey open."""
    with served(tmp_path_factory.mktemp("open")) as place:
        yield place


@pytest.fixture(scope="session")
def box(county: Place) -> Iterator[BallotBox]:
    """Where the answers of the county's surveys are counted."""
    opened = BallotBox(county)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def released_county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """The example county with its result released."""
    with served(tmp_path_factory.mktemp("released"), "released") as place:
        yield place


@pytest.fixture
def browse(chromium: Browser) -> Iterator[Opener]:
    """``browse(place, path, …)`` opens a page in a fresh profile: phone size, German, with JavaScript."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def opened(
        place: Place, path: str, *, size: tuple[int, int] = PHONE, script: bool = True, language: str = "de-DE"
    ) -> Page:
        context = chromium.new_context(
            base_url=place.base,
            viewport={"width": size[0], "height": size[1]},
            java_script_enabled=script,
            locale=language,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        own = urlsplit(place.base).netloc
        page.on("request", lambda asked: None if own_address(asked.url, own) else faults.append(asked.url))
        page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not faults, "another host asked, a policy broken or a script failed"


@pytest.fixture(scope="session")
def passports() -> dict[tuple[str, str], Any]:
    """Cookies of those who have signed in already: their links work once."""
    return {}


@pytest.fixture
def sign_in_at(browse: Opener, passports: dict[tuple[str, str], Any], axe: str) -> SignIn:
    """``sign_in_at(place, role, size)`` opens the desk of somebody who has signed in by the one-time link."""

    def signed_in(place: Place, role: str, size: tuple[int, int]) -> Page:
        cookies = passports.get((place.base, role))
        if cookies:
            page = browse(place, "/impressum", size=size)
            page.context.add_cookies(cookies)
            page.goto("/verwaltung/")
            return page
        page = browse(place, place.sign_in[role], size=size)
        assert findings(page, axe) == []
        page.get_by_role("button", name="Jetzt anmelden").click()
        expect(page).to_have_url(f"{place.base}/verwaltung/")
        passports[place.base, role] = page.context.cookies()
        return page

    return signed_in


def own_address(url: str, own: str) -> bool:
    """Whether the address is ours, or none that is fetched."""
    parts = urlsplit(url)
    return parts.netloc == own or parts.scheme in ("data", "blob", "about")


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, as the set-up fetched it."""
    return (Path(__file__).parents[2] / "build" / "axe" / "axe.min.js").read_text(encoding="utf-8")
