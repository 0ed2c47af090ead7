"""QR codes (ISO/IEC 18004), drawn here: as SVG for pages and sheets, as characters for the terminal."""

from itertools import groupby

from markupsafe import Markup, escape
from qrcode.constants import ERROR_CORRECT_M
from qrcode.main import QRCode

QUIET_ZONE = 4
"""Light modules around the code, as the standard asks for."""

Modules = list[list[bool]]


def svg(text: str, label: str = "") -> Markup:
    """The code of the text as an SVG element, black on white whatever surrounds it.

    ``label``: what a screen reader says; without it the picture is left out there. Raises ValueError when the text is
    too long for a QR code (about 2,300 bytes).
    """
    modules = _modules(text)
    size = len(modules)
    name = Markup('role="img" aria-label="{}"').format(label) if label else Markup('aria-hidden="true"')
    title = Markup("<title>{}</title>").format(label) if label else ""  # what a PDF says of the picture
    return Markup(
        '<svg class="qr" viewBox="0 0 {size} {size}" {name} shape-rendering="crispEdges" focusable="false">'
        '{title}<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path fill="#000" d="{path}"/></svg>'
    ).format(size=size, name=name, title=title, path=escape(_path(modules)))


def terminal(text: str) -> str:
    """The code of the text for a dark terminal, two modules above each other in one character."""
    modules = _modules(text)
    if len(modules) % 2:
        modules.append([False] * len(modules[0]))
    signs = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}
    pairs = zip(modules[::2], modules[1::2], strict=True)
    return "\n".join("".join(signs[pair] for pair in zip(upper, lower, strict=True)) for upper, lower in pairs)


def _modules(text: str) -> Modules:
    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_ZONE)
    code.add_data(text)
    code.make(fit=True)
    return [[bool(dark) for dark in row] for row in code.get_matrix()]


def _path(modules: Modules) -> str:
    """One rectangle for each run of dark modules in a row."""
    parts = []
    for y, row in enumerate(modules):
        for dark, run in groupby(range(len(row)), key=row.__getitem__):
            if dark:
                places = list(run)
                parts.append(f"M{places[0]} {y}h{len(places)}v1h-{len(places)}z")
    return "".join(parts)
