"""What files may be, told by their first bytes and never by their name. Pure."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

LARGEST = 10_000_000
"""Bytes of a file."""

LARGEST_BODY = 30_000_000
"""Bytes of a request that brings one: what is over ``LARGEST`` is refused in words, what is over this without."""

LARGEST_SIDE = 20_000
MOST_PIXELS = {"image/jpeg": 50_000_000, "image/png": 25_000_000, "image/webp": 25_000_000}
"""Pixels before decoding. A JPEG picture can be made smaller while it is read, others are held whole."""

SHOWN_SIDE = 2_000
"""Pixels of the longer side that an image is kept with."""

MOST_PAGES = 1_000
NAME_LENGTH = 80
ALT_LENGTH = 500
_UNFOLDED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "SS"})


class Kind(StrEnum):
    """The kinds of files that are kept, each its media type."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    WEBP = "image/webp"
    PDF = "application/pdf"

    @property
    def is_image(self) -> bool:
        """Whether it needs an alternative text."""
        return self is not Kind.PDF


ENDINGS = {Kind.JPEG: "jpg", Kind.PNG: "png", Kind.WEBP: "webp", Kind.PDF: "pdf"}


class Refusal(StrEnum):
    """Why a file is not taken; ``words.REFUSALS`` has a sentence for each."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNKNOWN = "unknown"
    DRAWING = "drawing"
    NEW_IMAGE = "new_image"
    MARKUP = "markup"
    ARCHIVE = "archive"
    BROKEN_IMAGE = "broken_image"
    TOO_MANY_PIXELS = "too_many_pixels"
    BROKEN_PDF = "broken_pdf"
    ENCRYPTED = "encrypted"
    ACTIVE = "active"
    ATTACHMENTS = "attachments"
    TOO_MANY_PAGES = "too_many_pages"


class RefusedError(Exception):
    """A file that is not taken."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class PdfReport:
    """What readers of a PDF with a screen reader will find.

    ``pages_without_text``: pages of which nothing can be read aloud, such as scans.
    """

    pages: int
    pages_without_text: int
    tagged: bool
    language: str
    title: str

    @property
    def complete(self) -> bool:
        """Whether nothing is missing of what a program can check."""
        return not self.missing()

    def missing(self) -> list[str]:
        """Names of what is missing: text, tags, language, title."""
        found = {
            "text": self.pages_without_text == 0,
            "tags": self.tagged,
            "language": bool(self.language),
            "title": bool(self.title),
        }
        return [name for name, there in found.items() if not there]


def kind_of(data: bytes) -> Kind:
    """What the bytes are. Raises RefusedError for what is not kept, saying what it is where that is plain."""
    if not data:
        raise RefusedError(Refusal.EMPTY)
    if len(data) > LARGEST:
        raise RefusedError(Refusal.TOO_LARGE)
    if data.startswith(b"\xff\xd8\xff"):
        return Kind.JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return Kind.WEBP
    if data.startswith(b"%PDF-"):
        return Kind.PDF
    raise RefusedError(_refusal(data))


def _refusal(data: bytes) -> Refusal:
    start = data[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if data[4:8] == b"ftyp" or data.startswith((b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"\xff\x0a")):
        return Refusal.NEW_IMAGE
    if start.startswith(b"<"):
        return Refusal.DRAWING if b"<svg" in start else Refusal.MARKUP
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"\xd0\xcf\x11\xe0")):
        return Refusal.ARCHIVE
    return Refusal.UNKNOWN


def safe_name(name: str, kind: Kind) -> str:
    """The name under which the file is given out: plain letters, and the ending of what it really is."""
    stem = re.split(r"[/\\]", name)[-1].rsplit(".", 1)[0]
    plain = unicodedata.normalize("NFKD", stem.translate(_UNFOLDED)).encode("ascii", "ignore").decode().lower()
    words = "-".join(re.findall(r"[a-z0-9]+", plain))[:NAME_LENGTH].strip("-")
    return f"{words or 'datei'}.{ENDINGS[kind]}"
