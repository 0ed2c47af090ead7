"""Files to send in, good and hostile ones, made here from their parts."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from typing import Any

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject, TextStringObject

from participation.kit.pdf import pdf_of

SECRET = b"Grimmstrasse 12"


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **options: object) -> bytes:
    """A picture, red on its left half and blue on its right."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, size[0], size[1]))
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def endless_jpeg() -> bytes:
    """A progressive JPEG that refines nothing, again and again: each scan is short, but goes over the whole picture."""
    data = picture(size=(400, 400), progressive=True)
    last, end = data.rfind(b"\xff\xda"), data.rfind(b"\xff\xd9")
    return data[:end] + data[last:end] * 100 + data[end:]


def photograph(orientation: int = 6) -> bytes:
    """A JPEG as a phone makes it: lying on its side, with place, owner and a comment."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x013B] = SECRET.decode()
    exif.get_ifd(0x8825).update({1: "N", 2: (51.0, 36.0, 52.0), 3: "E", 4: (7.0, 11.0, 50.0)})
    return picture(exif=exif.tobytes(), comment=SECRET, icc_profile=SECRET * 20)


def chunk(name: bytes, data: bytes) -> bytes:
    """A chunk of a PNG file."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, *more: bytes, rows: bytes = b"\0") -> bytes:
    """A PNG file that says it is so large, with these chunks and this content."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(more) + body


def huge_webp() -> bytes:
    """A WebP file that says its canvas has 16,384 x 16,384 pixels."""
    canvas = b"\0\0\0\0" + (16_383).to_bytes(3, "little") * 2
    body = b"WEBP" + b"VP8X" + struct.pack("<I", 10) + canvas
    return b"RIFF" + struct.pack("<I", len(body)) + body


def archive() -> bytes:
    """A ZIP file with a megabyte of nothing in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("nothing", b"\0" * 1_000_000)
    return out.getvalue()


def written(change: Callable[[PdfWriter], object] = lambda _writer: None) -> bytes:
    """A PDF of one empty page, changed by ``change`` before it is written."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def long_page(writer: PdfWriter) -> None:
    """A page whose program is long, though the file is short: text after text without a sign in it."""
    content = StreamObject()
    content.set_data(b"BT () Tj ET " * 1_500_000)
    page = writer.add_blank_page(90, 90)
    page[NameObject("/Contents")] = writer._add_object(content.flate_encode())
    for _ in range(30):
        writer.add_page(page)


def nested_forms(writer: PdfWriter) -> None:
    """Thirty forms, each of which draws the next one twice: a thousand million drawings of nothing."""
    inner: Any = None
    for _ in range(30):
        form = StreamObject()
        form[NameObject("/Subtype")] = NameObject("/Form")
        form.set_data(b"/F Do /F Do")
        if inner is not None:
            form[NameObject("/Resources")] = _drawing(inner)
        inner = writer._add_object(form)
    page = writer.add_blank_page(90, 90)
    content = StreamObject()
    content.set_data(b"/F Do")
    page[NameObject("/Contents")] = writer._add_object(content)
    page[NameObject("/Resources")] = _drawing(inner)


def _drawing(form: Any) -> DictionaryObject:
    return DictionaryObject({NameObject("/XObject"): DictionaryObject({NameObject("/F"): form})})


def scripting(writer: PdfWriter) -> None:
    """Lets the file run a script when it is opened."""
    action = {"/S": NameObject("/JavaScript"), "/JS": TextStringObject("app.alert(1)")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject({NameObject(k): v for k, v in action.items()})


def launching(writer: PdfWriter) -> None:
    """Lets the file start a program when it is opened."""
    action = {"/S": NameObject("/Launch"), "/F": TextStringObject("calc.exe")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject({NameObject(k): v for k, v in action.items()})


def submitting(writer: PdfWriter) -> None:
    """Lets the file send what people enter to somebody, from a page's action."""
    action = DictionaryObject({NameObject("/S"): NameObject("/SubmitForm")})
    writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): action})


def deep(writer: PdfWriter) -> None:
    """Puts arrays into arrays, a hundred deep."""
    inner = ArrayObject()
    for _ in range(100):
        inner = ArrayObject([inner])
    writer.root_object[NameObject("/Deep")] = inner


def hidden_in_stream() -> bytes:
    """A PDF whose script stands in a compressed object stream, where the file's bytes do not show it."""
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R /OpenAction 4 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
        4: b"<< /S /JavaScript /JS (app.alert(1)) >>",
    }
    places, packed = [], b""
    for number, text in objects.items():
        places.append(b"%d %d" % (number, len(packed)))
        packed += text + b" "
    index = b" ".join(places) + b" "
    stream = zlib.compress(index + packed)
    out = b"%PDF-1.5\n"
    at = len(out)
    head = b"<< /Type /ObjStm /N 4 /First %d /Length %d /Filter /FlateDecode >>" % (len(index), len(stream))
    out += b"5 0 obj\n" + head + b"\nstream\n" + stream + b"\nendstream\nendobj\n"
    start = len(out)
    entries = [(0, 0, 65535), *((2, 5, place) for place in range(4)), (1, at, 0), (1, start, 0)]
    table = b"".join(struct.pack(">BIH", *entry) for entry in entries)
    head = b"<< /Type /XRef /Size 7 /W [1 4 2] /Root 1 0 R /Length %d >>" % len(table)
    return out + b"6 0 obj\n" + head + b"\nstream\n" + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start


@cache
def accessible() -> bytes:
    """A PDF with text, tags, language and title."""
    page = "<html lang='de'><title>Niederschrift</title><h1>Niederschrift</h1><p>Es wurde beschlossen.</p></html>"
    return pdf_of(page)
