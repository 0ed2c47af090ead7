"""Debian's Chromium at a phone's size, in front of the example county; every page met must ask no other host."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.serving import Place, served

PHONE = (360, 640)
Opener = Callable[..., Page]


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


def own_address(url: str, own: str) -> bool:
    """Whether the address is ours, or none that is fetched."""
    parts = urlsplit(url)
    return parts.netloc == own or parts.scheme in ("data", "blob", "about")


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, as the set-up fetched it."""
    return (Path(__file__).parents[2] / "build" / "axe" / "axe.min.js").read_text(encoding="utf-8")
