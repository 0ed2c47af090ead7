"""PDF files that can be read aloud, drawn without asking anybody for anything."""

import io
import socket
import threading

import pytest
from flask import Flask
from pypdf import PdfReader
from pypdf.generic import StreamObject

from participation.assets import STATIC
from participation.kit.pdf import LIBRARIES, missing_libraries, own_file, pdf_of
from participation.kit.uploads.pdfs import checked_pdf

PAGE = """<!doctype html><html lang="{language}"><head><title>{title}</title></head>
<body><h1>{title}</h1><h2>Beschlüsse</h2><p>Es wurde „beschlossen“.</p>{more}
<table><caption>Stimmen</caption><tr><th scope="col">Ja</th></tr><tr><td>12</td></tr></table></body></html>"""


def page(language: str = "de", title: str = "Niederschrift", more: str = "") -> str:
    """A small page."""
    return PAGE.format(language=language, title=title, more=more)


def test_what_is_drawn_can_be_read_aloud() -> None:
    made = pdf_of(page())
    report = checked_pdf(made)  # as strict as with files that people send in
    assert report.complete
    assert (report.language, report.title) == ("de", "Niederschrift")
    with PdfReader(io.BytesIO(made)) as reader:
        metadata = reader.root_object["/Metadata"].get_object()
        assert isinstance(metadata, StreamObject)
        assert b"pdfuaid:part" in metadata.get_data()
        assert [str(entry["/Title"]) for entry in reader.outline if not isinstance(entry, list)] == ["Niederschrift"]
        assert "Es wurde „beschlossen“." in reader.pages[0].extract_text()
        _, loose = reader.pages[0]._get_fonts()
        assert loose == set(), "fonts that are not in the file"


def test_the_same_page_is_drawn_alike() -> None:
    texts = [PdfReader(io.BytesIO(pdf_of(page("en", "Minutes")))).pages[0].extract_text() for _ in range(2)]
    assert texts[0] == texts[1]
    assert "Minutes" in texts[0]


def test_nothing_is_fetched_from_anywhere() -> None:
    callers: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(30)

        def listen() -> None:
            try:
                callers.append(server.accept())
            except OSError:
                return

        listener = threading.Thread(target=listen, daemon=True)
        listener.start()
        address = f"http://127.0.0.1:{server.getsockname()[1]}/a.png"
        more = f"<style>@import url('{address}'); p {{ background: url('{address}') }}</style>"
        more += f"<img src='{address}' alt='a'>"
        more += "<img src='file:///etc/hostname' alt='b'><link rel='attachment' href='file:///etc/passwd'>"
        made = pdf_of(page(more=more))
        server.shutdown(socket.SHUT_RDWR)
    listener.join(5)
    assert callers == []
    checked_pdf(made)  # nothing is attached


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "http://localhost/", "ours:../secret-key", "ours:", "/etc/passwd", "ours:a/../a.css"]
)
def test_only_files_of_the_build_are_ours(url: str) -> None:
    with pytest.raises(ValueError, match="not ours"):
        own_file(url)


def test_our_fonts_are_there() -> None:
    assert own_file("ours:fira-sans-400.woff2").is_relative_to(STATIC)


def test_missing_libraries_are_named(app: Flask) -> None:
    def load(file: str) -> None:
        if "pango" in file:
            raise OSError(file)

    assert missing_libraries(load) == ["Pango", "PangoFT2"]
    assert missing_libraries() == []
    assert len(LIBRARIES) == 6


def test_what_cannot_be_drawn_is_an_error() -> None:
    with pytest.raises(RuntimeError, match="could not be drawn"):
        pdf_of(page(more="<div>" * 20_000))
