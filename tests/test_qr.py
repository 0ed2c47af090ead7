"""QR codes: what is drawn is the code, with its quiet zone, and no style that a policy would refuse."""

import re
from xml.etree import ElementTree

from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

from participation.qr import svg, terminal

ADDRESS = "https://beteiligung.example.org/u/abc234"


def modules() -> list[list[bool]]:
    code = QRCode(error_correction=ERROR_CORRECT_M, border=4)
    code.add_data(ADDRESS)
    code.make()
    return [[bool(dark) for dark in row] for row in code.get_matrix()]


def test_the_drawing_shows_exactly_the_dark_modules() -> None:
    root = ElementTree.fromstring(svg(ADDRESS, "Ein Code"))  # noqa: S314  # drawn by ourselves
    drawn = set()
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", root.findall("path")[1].attrib["d"]):
        drawn |= {(int(x) + step, int(y)) for step in range(int(length))}
    assert drawn == {(x, y) for y, row in enumerate(modules()) for x, dark in enumerate(row) if dark}
    assert root.attrib["aria-label"] == "Ein Code"
    assert root.attrib["role"] == "img"


def test_labels_are_escaped_and_nothing_is_styled() -> None:
    drawn = svg(ADDRESS, '"><script>')
    assert "<script>" not in drawn
    assert "style" not in drawn
    assert 'aria-hidden="true"' in svg(ADDRESS)


def test_the_terminal_shows_the_same_modules() -> None:
    shown = [
        [light for sign in line for light in {"█": (1, 1), "▀": (1, 0), "▄": (0, 1), " ": (0, 0)}[sign]]
        for line in terminal(ADDRESS).splitlines()
    ]
    rows = [row for line in shown for row in (line[::2], line[1::2])]
    expected = [[int(not dark) for dark in row] for row in modules()]
    assert rows[: len(expected)] == expected
