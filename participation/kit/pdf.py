"""Pages as PDF that can be read aloud (PDF/UA-1), drawn by WeasyPrint in a program of its own. For jobs and commands.

That program asks no network and no disk: it finds our style sheet, our fonts and ``data:`` addresses, nothing else. It
gives back the memory that drawing takes, and ends after two minutes at the latest.
"""

import subprocess
import sys
from collections.abc import Callable, Mapping
from ctypes import CDLL
from pathlib import Path
from typing import Any

from flask_babel import gettext as _

from participation.assets import STATIC, manifest
from participation.errors import UserError

LIBRARIES = {
    "GObject": "libgobject-2.0.so.0",
    "Pango": "libpango-1.0.so.0",
    "PangoFT2": "libpangoft2-1.0.so.0",
    "HarfBuzz": "libharfbuzz.so.0",
    "HarfBuzz Subset": "libharfbuzz-subset.so.0",
    "Fontconfig": "libfontconfig.so.1",
}
"""System libraries that drawing needs: name to file."""

PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
"""What brings all of them on Debian and Ubuntu."""

STYLE = STATIC / "css" / "print.css"
OURS = "ours:"
"""Begins the addresses of our own files in a style sheet or page: ``ours:fira-sans-400.woff2``."""

LONGEST_SECONDS = 120


def missing_libraries(load: Callable[[str], object] = CDLL) -> list[str]:
    """Names of the system libraries that are not there; none means that PDF files can be made."""
    return [name for name, file in LIBRARIES.items() if not _loads(file, load)]


def require_libraries() -> None:
    """Raises UserError where system libraries are missing, before anything is done for a file that cannot be made."""
    missing = missing_libraries()
    if missing:
        raise UserError(_("No PDF can be made here; missing on the server: %(names)s.", names=", ".join(missing)))


def pdf_of(html: str) -> bytes:
    """The page as PDF; it names its language (``lang``) and title and extends ``print/layout.html``.

    Raises UserError where system libraries are missing, and RuntimeError when it cannot be drawn.
    """
    require_libraries()
    command = [sys.executable, "-m", "participation.kit.pdf"]
    made = subprocess.run(command, input=html.encode(), capture_output=True, timeout=LONGEST_SECONDS, check=False)  # noqa: S603  # our own program
    if made.returncode != 0 or not made.stdout.startswith(b"%PDF-"):
        raise RuntimeError(f"the PDF could not be drawn: {made.stderr.decode(errors='replace')[-500:]}")
    return made.stdout


def main() -> None:
    """Draws the page on standard input as PDF on standard output."""
    import weasyprint  # noqa: PLC0415  # loads system libraries, which may be missing where nobody draws

    class OnlyOurs(weasyprint.urls.URLFetcher):  # type: ignore[misc]  # untyped
        """Opens our own files and nothing else."""

        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            return weasyprint.urls.URLFetcherResponse(url, own_file(url).read_bytes())

    fetcher = OnlyOurs()
    page = weasyprint.HTML(string=sys.stdin.buffer.read().decode(), url_fetcher=fetcher, base_url=OURS)
    style = weasyprint.CSS(string=STYLE.read_text(encoding="utf-8"), url_fetcher=fetcher, base_url=OURS)
    sys.stdout.buffer.write(page.write_pdf(stylesheets=[style], pdf_variant="pdf/ua-1"))


def own_file(url: str) -> Path:
    """The built file that an address names. Raises ValueError for any address but ``ours:`` and a name of the build."""
    name = url.removeprefix(OURS)
    if not url.startswith(OURS) or name not in manifest():
        raise ValueError(f"not ours: {url[:80]}")
    return STATIC / manifest()[name]


def _loads(file: str, load: Callable[[str], object]) -> bool:
    try:
        load(file)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    main()
