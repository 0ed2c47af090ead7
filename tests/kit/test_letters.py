"""Letters and mails from one text: checked before, filled in, printed for a window envelope."""

import io
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from participation.kit.letters.places import Faults, faults, filled, missing, places
from participation.kit.letters.printing import Letter, letters_pdf
from participation.kit.uploads.pdfs import checked_pdf
from tests import factories
from tests.visiting import Visitor

KNOWN = ("anrede", "link")
DAY = date(2026, 6, 26)
POINTS_A_MM = 72 / 25.4
WINDOW = (20, 45, 105, 90)
"""Left, top, right and bottom of a DIN 5008 B address field, in millimetres from the upper left corner."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Guten Tag {anrede}, hier: {link}", Faults()),
        ("Guten Tag { anrede }", Faults()),
        ("ohne Platz", Faults()),
        ("{name} und {ort} und {name}", Faults(("name", "ort"))),
        ("{anrede.__class__}", Faults(("anrede.__class__",))),
        ("{0}", Faults(("0",))),
        ("{}", Faults(("",))),
        ("{anrede", Faults((), True)),
        ("anrede}", Faults((), True)),
        ("{{anrede}}", Faults((), True)),
    ],
)
def test_what_is_wrong_with_a_text_is_told(text: str, expected: Faults) -> None:
    assert faults(text, KNOWN) == expected
    assert bool(faults(text, KNOWN)) == (expected != Faults())


def test_missing_values_are_listed_by_receiver() -> None:
    receivers = [{"anrede": "Frau A", "link": "x"}, {"anrede": "", "link": "y"}, {"link": ""}]
    assert missing("{anrede} {link}", receivers) == [(1, "anrede"), (2, "anrede"), (2, "link")]


def test_values_are_not_read_again() -> None:
    assert filled("{anrede}: {link}", {"anrede": "{link} {0} \\1", "link": "geheim"}) == "{link} {0} \\1: geheim"


@given(st.text(), st.text(), st.text())
def test_any_text_without_faults_can_be_filled(text: str, anrede: str, link: str) -> None:
    values = {"anrede": anrede, "link": link}
    if not faults(text, KNOWN):
        result = filled(text, values)
        assert set(places(text)) <= set(KNOWN)
        for name in places(text):
            assert values[name] in result


def drawn_at(data: bytes, page: int = 0) -> list[tuple[str, float, float]]:
    """Every piece of text with its place in millimetres from the upper left corner of the page."""
    found: list[tuple[str, float, float]] = []
    sheet = PdfReader(io.BytesIO(data)).pages[page]
    height = float(sheet.mediabox.height)

    def note(text: str, matrix: list[float], at: list[float], *_rest: object) -> None:
        x = at[4] * matrix[0] + at[5] * matrix[2] + matrix[4]
        y = at[4] * matrix[1] + at[5] * matrix[3] + matrix[5]
        found.append((text, x / POINTS_A_MM, (height - y) / POINTS_A_MM))

    sheet.extract_text(visitor_text=note)
    return [piece for piece in found if piece[0].strip()]


def test_the_address_stands_in_the_window(app: Flask) -> None:
    address = ("Frau", "Dr. Erika Beispiel", "Stadt Marl", "Creiler Platz 1", "45768 Marl", "Deutschland")
    data = letters_pdf([Letter(address, "Einladung", "Guten Tag")], "Beispielkreis, Kurt-Schumacher-Allee 1", DAY)
    left, top, right, bottom = WINDOW
    inside = {text.strip(): (x, y) for text, x, y in drawn_at(data) if text.strip() in address}
    assert set(inside) == set(address)
    for x, y in inside.values():
        assert left <= x < right
        assert top < y < bottom
    body = [(x, y) for text, x, y in drawn_at(data) if "Guten Tag" in text]
    assert body
    assert all(y > 100 for _, y in body)


def test_each_receiver_gets_a_page_and_nobody_elses_link(app: Flask) -> None:
    letters = [Letter((f"Person {n}",), "Einladung", "Guten Tag", f"https://example.org/{n}{n}{n}") for n in range(3)]
    data = letters_pdf(letters, "Beispielkreis", DAY)
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]
    assert len(pages) == 3
    for number, text in enumerate(pages):
        assert [n for n in range(3) if f"example.org/{n}{n}{n}" in text] == [number]
        assert "26.06.2026" in text
    assert checked_pdf(data).complete


def test_what_people_enter_stays_text(app: Flask) -> None:
    letter = Letter(("<b>Frau</b> & Söhne",), "<script>x</script>", "{{ 7 * 7 }} <img src='file:///etc/passwd'>")
    text = PdfReader(io.BytesIO(letters_pdf([letter], "<i>", DAY))).pages[0].extract_text()
    assert "<b>Frau</b> & Söhne" in text
    assert "{{ 7 * 7 }}" in text


@pytest.mark.parametrize("address", [(), ("a",) * 7])
def test_an_address_that_does_not_fit_is_refused(app: Flask, address: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="one to 6 lines"):
        letters_pdf([Letter(address, "a", "b")], "c", DAY)
    with pytest.raises(ValueError, match="no letter"):
        letters_pdf([], "c", DAY)


def test_a_sign_in_link_is_printed_for_people_without_mail(app: Flask, tmp_path: Path) -> None:
    account = factories.make_account()
    path = tmp_path / "brief.pdf"
    runner = app.test_cli_runner()
    assert runner.invoke(args=["login-link", account.email, "--letter", str(path)]).exit_code == 0
    assert path.stat().st_mode & 0o077 == 0
    text = PdfReader(path).pages[0].extract_text().replace("\n", "")
    assert account.name in text
    secret = text.split("/konto/link/")[1][:43]
    Visitor(app).visit(f"/konto/link/{secret}").submit(status=302)
    again = runner.invoke(args=["login-link", account.email, "--letter", str(path)])
    assert again.exit_code == 2
    assert "cannot be written" in again.stderr
