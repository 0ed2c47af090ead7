"""Images made anew from their pixels: no place, no camera, no hidden second file stays. Pure."""

import io
import struct
import zlib
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from participation.kit.uploads.rules import LARGEST_SIDE, MOST_PIXELS, SHOWN_SIDE, Kind, Refusal, RefusedError

FORMATS = {Kind.JPEG: "JPEG", Kind.PNG: "PNG", Kind.WEBP: "WEBP"}
SAVED: dict[Kind, dict[str, Any]] = {
    Kind.JPEG: {"quality": 85, "optimize": True, "progressive": True},
    Kind.PNG: {"optimize": True},
    Kind.WEBP: {"quality": 85, "method": 4},
}
BROKEN = (
    OSError, ValueError, TypeError, SyntaxError, IndexError, KeyError, EOFError, OverflowError, NotImplementedError,
    UnidentifiedImageError, struct.error, zlib.error,
)  # fmt: skip
"""What Pillow raises for files that are not what they say."""


SCAN = b"\xff\xda"
MOST_SCANS = 40
"""How often a progressive JPEG may go over its whole picture, about ten times being usual: a scan of a few bytes takes
as long to decode as a full one."""


@dataclass(frozen=True)
class CleanImage:
    """An image as it is kept."""

    data: bytes
    width: int
    height: int


def clean_image(data: bytes, kind: Kind) -> CleanImage:
    """The picture upright, at most 2,000 pixels wide and high, without anything but its pixels.

    Its size is read from the head before anything is decoded. Raises RefusedError when it is too large or broken.
    """
    try:
        return _made_anew(data, kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise RefusedError(Refusal.TOO_MANY_PIXELS) from error
    except BROKEN as error:
        raise RefusedError(Refusal.BROKEN_IMAGE) from error


def _made_anew(data: bytes, kind: Kind) -> CleanImage:
    if kind is Kind.WEBP and _webp_pixels(data) > MOST_PIXELS[kind]:  # Pillow prepares its canvas when opening it
        raise RefusedError(Refusal.TOO_MANY_PIXELS)
    if kind is Kind.JPEG and data.count(SCAN) > MOST_SCANS:  # inside a scan 0xFF is never followed by 0xDA
        raise RefusedError(Refusal.BROKEN_IMAGE)
    with Image.open(io.BytesIO(data), formats=[FORMATS[kind]]) as image:
        width, height = image.size
        if max(width, height) > LARGEST_SIDE or width * height > MOST_PIXELS[kind]:
            raise RefusedError(Refusal.TOO_MANY_PIXELS)
        image.draft("RGB", (SHOWN_SIDE, SHOWN_SIDE))  # a JPEG is made smaller while it is decoded
        image.load()
        upright = ImageOps.exif_transpose(image)
        picture = upright.convert(_mode(upright, kind))
    picture.thumbnail((SHOWN_SIDE, SHOWN_SIDE))
    picture.info.clear()  # colour profile, comments, resolution: Pillow would write them again
    out = io.BytesIO()
    picture.save(out, FORMATS[kind], **SAVED[kind])
    return CleanImage(out.getvalue(), *picture.size)


def _mode(image: Image.Image, kind: Kind) -> str:
    if kind is not Kind.JPEG and (image.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in image.info):
        return "RGBA"
    return "L" if image.mode in ("1", "L") and kind is not Kind.WEBP else "RGB"


def _webp_pixels(data: bytes) -> int:
    """Width times height as the head of a WebP file says (RFC 9649), 0 for a head that is none."""
    head = data[:30].ljust(30, b"\0")
    if head[12:16] == b"VP8X":
        width, height = (int.from_bytes(head[at : at + 3], "little") + 1 for at in (24, 27))
    elif head[12:16] == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    else:
        width, height = (int.from_bytes(head[at : at + 2], "little") & 0x3FFF for at in (26, 28))
    return width * height
