"""The first view on a phone: 360x740 at two pixels a point, a slow line, a slow processor, nothing in the cache."""

import shutil
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.benchmarks.calm import wait_until_calm
from tests.benchmarks.figures import Figure
from tests.benchmarks.programs import load_demo_into, place, product, workplace

PATH = "/u/digi26"
RUNS = 3
SLOWED_DOWN = 4  # times, the processor
SETTLING_MS = 1_500
LINES = {"Slow 3G": (400, 400_000, 400_000), "Slow 4G": (150, 1_600_000, 750_000)}
"""Added latency of each request in ms, bits per second down and up; no round trips of DNS, TCP and TLS are added."""

FIRST_PAINT = {"Slow 3G": "<= 1.0", "Slow 4G": "<= 0.7"}
BROWSER = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"]
WATCH = """window.shift = 0;
new PerformanceObserver(list => { for (const entry of list.getEntries()) window.shift += entry.value })
  .observe({type: "layout-shift", buffered: true});"""
TELL = """() => ({
  paint: performance.getEntriesByName("first-contentful-paint")[0].startTime,
  shift: window.shift,
  blocking: performance.getEntriesByType("resource").filter(one => one.renderBlockingStatus === "blocking").length,
})"""


@dataclass(frozen=True)
class View:
    """One view. Bytes went over the line, headers included; `blocking` requests the first paint had to wait for."""

    paint_seconds: float
    shift: float
    blocking: int
    document_bytes: int
    all_bytes: int


def measure() -> Iterator[Figure]:
    """Figures of the example survey's poster address."""
    with workplace() as folder:
        where = place(folder, None, "phone")
        load_demo_into(where.app())
        with product(where, PATH) as port:
            yield from _figures({line: views(f"http://127.0.0.1:{port}{PATH}", line) for line in LINES})


def _figures(seen: dict[str, list[View]]) -> Iterator[Figure]:
    for line, goal in FIRST_PAINT.items():
        seconds = statistics.median(view.paint_seconds for view in seen[line])
        yield Figure(f"surveys: first paint on a phone, {line}", seconds, "s", goal)
    every = [view for several in seen.values() for view in several]
    name = "surveys: first view on a phone"
    yield Figure(f"{name}, requests before it is painted", 1 + max(view.blocking for view in every), "", "<= 1")
    yield Figure(f"{name}, document", max(view.document_bytes for view in every), "bytes", "<= 10000")
    yield Figure(f"{name}, whole page", max(view.all_bytes for view in every), "bytes", "<= 30000")
    yield Figure(f"{name}, layout shift", max(view.shift for view in every), "", "<= 0")


def views(url: str, line: str) -> list[View]:
    """Several first views, each in a new browser."""
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium")
        seen = []
        for _ in range(RUNS):
            wait_until_calm()
            browser = playwright.chromium.launch(executable_path=chromium, args=BROWSER)
            seen.append(_view(browser, url, line))
            browser.close()
        return seen


def _view(browser: Browser, url: str, line: str) -> View:
    phone = browser.new_context(
        viewport={"width": 360, "height": 740}, device_scale_factor=2, is_mobile=True, has_touch=True, locale="de-DE"
    )
    page = phone.new_page()
    wire = _slowed(phone, page, line)
    page.add_init_script(WATCH)
    page.goto(url, wait_until="networkidle", timeout=60_000)
    page.wait_for_timeout(SETTLING_MS)
    told: dict[str, Any] = page.evaluate(TELL)
    document, *others = wire.values()
    return View(told["paint"] / 1000, told["shift"], told["blocking"], document, document + sum(others))


def _slowed(phone: BrowserContext, page: Page, line: str) -> dict[str, int]:
    """Slow the line and the processor; gives bytes on the wire by request, filled while the page loads."""
    latency, down, up = LINES[line]
    tools = phone.new_cdp_session(page)
    tools.send("Network.enable")
    limits = {"latency": latency, "downloadThroughput": down / 8, "uploadThroughput": up / 8}
    tools.send("Network.emulateNetworkConditions", {"offline": False, **limits})
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED_DOWN})
    wire: dict[str, int] = {}

    def asked(event: dict[str, Any]) -> None:
        if not event["request"]["url"].startswith("data:"):
            wire[event["requestId"]] = 0

    def finished(event: dict[str, Any]) -> None:
        if event["requestId"] in wire:
            wire[event["requestId"]] = event["encodedDataLength"]

    tools.on("Network.requestWillBeSent", asked)
    tools.on("Network.loadingFinished", finished)
    return wire
