"""Spliced pages are read by every decompressor as the page itself."""

import gzip
import os
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from participation.kit.spliced_page import SplicedPage

WORDS = [b"<p>", b"</p>", b"Handlungsfeld ", b"\xc3\xb6", b"value=", b"aaaa", b"\xff\xff\xff", b"\x00"]
bodies = st.binary(max_size=300) | st.lists(st.sampled_from(WORDS), max_size=400).map(b"".join)
ALL_BYTES = bytes(range(256))


def assert_reads_as_the_page(page: SplicedPage, value: bytes) -> None:
    plain, stream = page.plain(value), page.gzip(value)
    assert gzip.decompress(stream) == plain
    reader = zlib.decompressobj(31)
    assert reader.decompress(stream) == plain
    assert reader.eof
    assert not reader.unused_data


@settings(deadline=None)  # a busy machine pauses for longer than any of this takes
@given(bodies, bodies, st.binary(min_size=1, max_size=200))
@example(b"", b"", b"v")
@example(b"", ALL_BYTES, b"v")
@example(b"\xff" * 40, b"\xff" * 40, b"\xff" * 40)
def test_any_page_with_any_value(before: bytes, after: bytes, value: bytes) -> None:
    page = SplicedPage(before, len(value), after)
    assert page.plain(value) == before + value + after
    assert_reads_as_the_page(page, value)


@settings(deadline=None)  # a busy machine pauses for longer than any of this takes
@given(st.integers(0, 80_000), st.integers(0, 80_000), st.sampled_from([1, 48, 32_768, 65_535]))
def test_pages_beyond_the_window(before_length: int, after_length: int, hole: int) -> None:
    pattern = b"".join(b"<option value=%d>" % (number * 7919 % 997) for number in range(6000))
    page = SplicedPage(pattern[:before_length], hole, pattern[-after_length:] if after_length else b"")
    for value in (os.urandom(hole), pattern[:hole].ljust(hole, b"x")):
        assert_reads_as_the_page(page, value)


def test_one_page_serves_many_values() -> None:
    page = SplicedPage(b"<form>" * 500, 48, b"</form>" * 500)
    for _ in range(200):
        assert_reads_as_the_page(page, os.urandom(48))


def test_text_after_the_hole_is_compressed_by_what_stood_before_it() -> None:
    text = os.urandom(2000).hex().encode()
    alone = len(SplicedPage(b"", 48, text).gzip(bytes(48)))
    assert len(SplicedPage(text, 48, text).gzip(bytes(48))) < alone * 1.1


def test_splicing_costs_few_bytes() -> None:
    text = b"".join(b"<label>Antwort %d</label>" % number for number in range(400))
    page, value = SplicedPage(text[:5000], 48, text[5000:]), os.urandom(24).hex().encode()
    assert len(page.gzip(value)) <= len(gzip.compress(page.plain(value), 9)) + 60


@pytest.mark.parametrize("hole", [0, -1, 65_536])
def test_impossible_holes(hole: int) -> None:
    with pytest.raises(ValueError, match="a hole has 1 to 65535"):
        SplicedPage(b"", hole, b"")


@pytest.mark.parametrize("value", [b"", b"12", b"1234"])
def test_values_of_another_length(value: bytes) -> None:
    page = SplicedPage(b"a", 3, b"b")
    for render in (page.plain, page.gzip):
        with pytest.raises(ValueError, match="takes 3 bytes"):
            render(value)


@contextmanager
def served(page: SplicedPage) -> Iterator[str]:
    """The address of a server that gives the page with the value asked for in `?value=`."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            value = parse_qs(urlsplit(self.path).query).get("value", ["-" * 48])[0]
            body = page.gzip(value.encode())
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.browser
def test_chromium_reads_the_page(chromium: Browser) -> None:
    before = "<!doctype html><html lang=de><title>Seite</title><p id=before>" + "Grüße aus Lüdenscheid. " * 4000
    after = "</p><p id=after>" + "Grüße aus Lüdenscheid. " * 4000 + "</p></html>"
    page = SplicedPage(before.encode(), 48, after.encode())
    with served(page) as address, chromium.new_context() as context:
        tab = context.new_page()
        for value in (os.urandom(24).hex(), os.urandom(24).hex()):
            response = tab.goto(f"{address}?value={value}")
            assert response is not None
            assert response.body() == page.plain(value.encode())
            assert tab.locator("#before").inner_text().endswith(value)
            assert tab.locator("#after").inner_text().count("Grüße") == 4000
