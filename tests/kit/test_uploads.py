"""Files that people send in: looked into, made harmless, given out as what they are, deleted."""

import io
import time
import zlib
from collections.abc import Callable, Mapping
from datetime import date, timedelta

import pytest
from flask import Flask
from PIL import Image
from pypdf import PdfWriter
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from participation.accounts.models import AuditLine
from participation.clock import now
from participation.extensions import db
from participation.kit.uploads.actions import checked, delete_outdated, keep_upload
from participation.kit.uploads.models import Upload
from participation.kit.uploads.rules import LARGEST, Kind, PdfReport, Refusal, RefusedError, safe_name
from participation.kit.uploads.words import REFUSALS
from participation.organisations.models import Organisation
from participation.permissions import Role
from tests import factories
from tests.conftest import MovableClock
from tests.kit import files
from tests.visiting import Page, Visitor

SignIn = Callable[..., Visitor]
DESK = "/verwaltung/dateien/"

REFUSED = {
    "nothing": (b"", Refusal.EMPTY),
    "larger than 10 MB": (b"\xff\xd8\xff" + bytes(LARGEST), Refusal.TOO_LARGE),
    "a web page": (b"\n <!doctype html><script>alert(1)</script>", Refusal.MARKUP),
    "a drawing": (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", Refusal.DRAWING),
    "a bare drawing": (b"\xef\xbb\xbf<SVG onload=x()>", Refusal.DRAWING),
    "AVIF": (b"\0\0\0\x20ftypavif\0\0\0\0" + bytes(50), Refusal.NEW_IMAGE),
    "HEIC": (b"\0\0\0\x18ftypheic" + bytes(50), Refusal.NEW_IMAGE),
    "GIF": (files.picture("GIF"), Refusal.NEW_IMAGE),
    "TIFF": (files.picture("TIFF"), Refusal.NEW_IMAGE),
    "BMP": (files.picture("BMP"), Refusal.NEW_IMAGE),
    "ZIP": (files.archive(), Refusal.ARCHIVE),
    "an old office document": (b"\xd0\xcf\x11\xe0" + bytes(600), Refusal.ARCHIVE),
    "a program": (b"\x7fELF" + bytes(600), Refusal.UNKNOWN),
    "text": (b"Ein Brief", Refusal.UNKNOWN),
    "junk before a PDF": (b"GIF9\n" + files.written(), Refusal.UNKNOWN),
    "a PNG's head only": (b"\x89PNG\r\n\x1a\n", Refusal.BROKEN_IMAGE),
    "a JPEG's head only": (b"\xff\xd8\xff", Refusal.BROKEN_IMAGE),
    "half a JPEG": (files.picture(size=(400, 400))[:900], Refusal.BROKEN_IMAGE),
    "a JPEG of a hundred scans": (files.endless_jpeg(), Refusal.BROKEN_IMAGE),
    "half a PNG": (files.png(400, 400, rows=bytes(1000))[:-20], Refusal.BROKEN_IMAGE),
    "half a WebP": (files.picture("WEBP", (400, 400))[:60], Refusal.BROKEN_IMAGE),
    "a PNG called JPEG": (b"\xff\xd8\xff" + files.picture("PNG"), Refusal.BROKEN_IMAGE),
    "a PNG of 30,000 x 30,000": (files.png(30_000, 30_000), Refusal.TOO_MANY_PIXELS),
    "a PNG of 12,000 x 8,000": (files.png(12_000, 8_000), Refusal.TOO_MANY_PIXELS),
    "a PNG of one endless line": (files.png(2**31 - 1, 1), Refusal.TOO_MANY_PIXELS),
    "a WebP of 16,384 x 16,384": (files.huge_webp(), Refusal.TOO_MANY_PIXELS),
    "a PNG whose text is a bomb": (
        files.png(1, 1, files.chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(90_000_000), 9)), rows=bytes(4)),
        Refusal.BROKEN_IMAGE,
    ),
    "half a PDF": (files.accessible()[:3000] + b"\n%%EOF", Refusal.BROKEN_PDF),
    "a PDF without an end": (files.written()[:-10], Refusal.BROKEN_PDF),
    "a PDF with a ZIP behind": (files.written() + files.archive(), Refusal.BROKEN_PDF),
    "a PDF of words only": (b"%PDF-1.7\nnothing\n%%EOF", Refusal.BROKEN_PDF),
    "a PDF a hundred deep": (files.written(files.deep), Refusal.BROKEN_PDF),
    "a PDF under a password": (
        files.written(lambda writer: writer.encrypt("geheim", algorithm="AES-256")), Refusal.ENCRYPTED,
    ),
    "a PDF with a script": (files.written(files.scripting), Refusal.ACTIVE),
    "a PDF with an escaped script": (
        files.written(files.scripting).replace(b"/JavaScript", b"/J#61vaScript"),
        Refusal.ACTIVE,
    ),
    "a PDF with a hidden script": (files.hidden_in_stream(), Refusal.ACTIVE),
    "a PDF that starts a program": (files.written(files.launching), Refusal.ACTIVE),
    "a PDF that sends what is entered": (files.written(files.submitting), Refusal.ACTIVE),
    "a PDF with a file inside": (
        files.written(lambda writer: writer.add_attachment("a.exe", b"MZ")), Refusal.ATTACHMENTS,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("data", "reason"), REFUSED.values(), ids=list(REFUSED))
def test_hostile_files_are_refused_for_their_reason(data: bytes, reason: Refusal) -> None:
    with pytest.raises(RefusedError) as refused:
        checked(data)
    assert refused.value.reason == reason


def test_each_reason_has_a_sentence_and_an_example() -> None:
    assert set(REFUSALS) == set(Refusal)
    assert {reason for _, reason in REFUSED.values()} | {Refusal.TOO_MANY_PAGES} == set(Refusal)


def test_a_pdf_of_too_many_pages_is_refused() -> None:
    def fill(writer: PdfWriter) -> None:
        for _ in range(1_000):
            writer.add_blank_page(9, 9)

    with pytest.raises(RefusedError, match="too_many_pages"):
        checked(files.written(fill))


def test_a_photograph_stands_upright_and_tells_nothing() -> None:
    photograph = files.photograph(orientation=6)
    assert files.SECRET in photograph
    kept = checked(photograph)
    assert kept.kind == Kind.JPEG
    assert files.SECRET not in kept.data
    assert b"Exif" not in kept.data
    with Image.open(io.BytesIO(kept.data)) as image:
        assert image.size == (40, 60)
        assert not image.getexif()
        assert not {"exif", "icc_profile", "comment", "dpi"} & set(image.info)
        assert image.convert("RGB").getpixel((20, 5)) == pytest.approx((254, 0, 0), abs=20)  # red was on the left
        assert image.convert("RGB").getpixel((20, 55)) == pytest.approx((0, 0, 254), abs=20)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_large_images_are_made_smaller(kind: str) -> None:
    kept = checked(files.picture(kind, (3000, 1500)))
    with Image.open(io.BytesIO(kept.data)) as image:
        assert image.size == (2000, 1000)
        assert image.format == kind
    assert kept.facts == {"width": 2000, "height": 1000}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_hangs_on_a_picture_is_gone(kind: str) -> None:
    for hanging in (files.archive(), b"<script>alert(1)</script>"):
        kept = checked(files.picture(kind) + hanging)
        assert hanging[:20] not in kept.data


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"])
def test_pictures_of_every_mode_are_kept(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    out = io.BytesIO()
    Image.new(mode, (9, 9)).save(out, kind)
    with Image.open(io.BytesIO(checked(out.getvalue()).data)) as image:
        image.load()
        assert image.size == (9, 9)
        assert (image.mode == "RGBA") == (mode in ("LA", "RGBA"))


def test_an_accessible_pdf_is_called_so() -> None:
    report = PdfReport(**checked(files.accessible()).facts)
    assert report == PdfReport(pages=1, pages_without_text=0, tagged=True, language="de", title="Niederschrift")
    assert report.complete


@pytest.mark.parametrize("change", [files.long_page, files.nested_forms])
def test_a_short_pdf_that_takes_long_to_read_is_looked_through_at_once(change: Callable[[PdfWriter], None]) -> None:
    data, started = files.written(change), time.process_time()
    assert len(data) < 100_000
    checked(data)
    assert time.process_time() - started < 5  # as a viewer reads them: minutes, and years


def test_what_a_scan_lacks_is_named() -> None:
    report = PdfReport(**checked(files.written()).facts)
    assert report.missing() == ["text", "tags", "language", "title"]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Straße & Plätze.PNG", "strasse-plaetze.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Bilder\\neu.jpeg", "neu.jpg"),
        ('a"\r\nX-Evil: 1.html', "a-x-evil-1.jpg"),
        ("日本.jpg", "datei.jpg"),
        ("", "datei.jpg"),
        ("x" * 300, "x" * 80 + ".jpg"),
    ],
)
def test_names_are_plain(name: str, safe: str) -> None:
    assert safe_name(name, Kind.JPEG) == safe


def make_upload(data: bytes, *, public: bool = True, organisation: Organisation | None = None, **more: date) -> Upload:
    """A kept file."""
    alt = {"de": "Ein rotes Feld neben einem blauen."}
    owner = organisation or factories.make_county()
    upload = keep_upload(checked(data), "Bild.png", alt, owner, None, now(), public=public, **more)
    db.session.commit()
    return upload


def post(visitor: Visitor, path: str, fields: Mapping[str, object]) -> TestResponse:
    """Sends these fields as a browser sends a form with a file."""
    boundary, body = encode_multipart(fields)
    kind = f"multipart/form-data; boundary={boundary}"
    with visitor.app.app_context():
        return visitor.client.post(path, data=body, content_type=kind, headers=visitor.headers)


def send(page: Page, data: bytes, name: str, status: int, **fields: str) -> Page:
    """Sends the form of a file."""
    form = page.forms()[-1]
    hidden = [one for one in form.iter("input") if one.get("type") == "hidden"]
    sent: dict[str, object] = {one.get("name", ""): one.get("value", "") for one in hidden}
    owner = next(form.iter("option")).get("value", "")
    sent |= {"organisation": owner, "file": FileStorage(io.BytesIO(data), name), **fields}
    response = post(page.visitor, page.path, sent)
    assert response.status_code == status, response.text[:2000]
    if status == 302:
        return page.visitor.visit(response.headers["Location"])
    shown = Page(page.visitor, page.path, response)
    shown.check()
    return shown


def test_a_photograph_is_sent_shown_and_deleted(sign_in: SignIn, visitor: Visitor) -> None:
    editor = sign_in(Role.EDITOR)
    page = send(editor.visit(DESK), files.photograph(), "Büro.JPG", 302, alt_de="Das Büro.", public="y")
    assert "Das Büro." in page.text
    address = page.links["buero.jpg"]
    answer = visitor.get(address)
    assert answer.mimetype == "image/jpeg"
    assert answer.headers["Content-Disposition"] == 'inline; filename="buero.jpg"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "immutable" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers
    again = visitor.client.get(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    page.submit(button="Löschen", status=302)
    visitor.get(address, 404)
    deeds = db.session.scalars(select(AuditLine.action).order_by(AuditLine.id)).all()
    assert deeds[-2:] == ["keep_upload", "delete_upload"]


def test_a_pdf_is_kept_with_what_it_lacks(sign_in: SignIn) -> None:
    editor = sign_in(Role.EDITOR)
    page = send(editor.visit(DESK), files.written(), "Scan.pdf", 302)
    assert "Schlecht vorzulesen" in page.text
    answer = editor.get(page.links["scan.pdf"])
    assert answer.headers["Content-Disposition"] == 'attachment; filename="scan.pdf"'
    assert answer.headers["Cache-Control"] == "no-store"
    page = send(page, files.accessible(), "Niederschrift.pdf", 302)
    assert "Text, Tags, Sprache und Titel sind da" in page.text


@pytest.mark.parametrize(("data", "reason"), REFUSED.values(), ids=list(REFUSED))
def test_a_refused_file_is_answered_in_one_sentence(app: Flask, sign_in: SignIn, data: bytes, reason: Refusal) -> None:
    page = send(sign_in(Role.EDITOR).visit(DESK), data, "bild.png", 422, alt_de="Ein Bild.")
    with app.test_request_context(headers={"Accept-Language": "de"}):
        sentence = str(REFUSALS[reason])
    error = next(one for one in page.root.iter("p") if one.get("id") == "file-error")
    assert "".join(error.itertext()).strip() == sentence
    assert db.session.scalar(select(func.count()).select_from(Upload)) == 0


def test_an_image_without_a_description_is_not_kept(sign_in: SignIn) -> None:
    page = send(sign_in(Role.EDITOR).visit(DESK), files.picture(), "bild.jpg", 422)
    assert "Bitte beschreiben Sie das Bild" in page.text
    with pytest.raises(ValueError, match="alternative text"):
        keep_upload(checked(files.picture()), "a", {}, factories.make_county(), None, now(), public=True)


def test_the_larger_limit_is_for_this_form_and_its_people_only(sign_in: SignIn, visitor: Visitor) -> None:
    editor, reviewer = sign_in(Role.EDITOR), sign_in(Role.REVIEWER)
    too_large = send(editor.visit(DESK), b"\xff\xd8\xff" + bytes(12_000_000), "foto.jpg", 422)
    assert "10 MB" in too_large.text
    for who, path in ((visitor, DESK), (reviewer, DESK), (editor, "/verwaltung/massnahmen/neu")):
        sent = {"csrf_token": who.token(), "file": FileStorage(io.BytesIO(bytes(2_000_000)), "a.jpg")}
        assert post(who, path, sent).status_code == 413
    sent = {"csrf_token": editor.token(), "file": FileStorage(io.BytesIO(bytes(31_000_000)), "a.jpg")}
    assert post(editor, DESK, sent).status_code == 413


def test_files_of_the_office_stay_there(sign_in: SignIn, visitor: Visitor) -> None:
    marl, herten = (factories.make_organisation(name, parent=factories.make_county()) for name in ("Marl", "Herten"))
    upload = make_upload(files.picture("PNG"), public=False, organisation=marl)
    visitor.get(f"/dateien/{upload.public_id}/{upload.name}", 404)
    own = f"{DESK}{upload.public_id}/{upload.name}"
    sign_in(Role.EDITOR, marl).get(own)
    stranger = sign_in(Role.EDITOR, herten)
    stranger.get(own, 403)
    stranger.send(f"{DESK}{upload.public_id}/loeschen", {}, 403)
    assert upload.name not in stranger.visit(DESK).text


def test_a_file_is_found_under_its_own_name_only(visitor: Visitor) -> None:
    upload = make_upload(files.picture("PNG"))
    visitor.get(f"/dateien/{upload.public_id}/bild.png")
    visitor.get(f"/dateien/{upload.public_id}/bild.html", 404)


def test_a_file_is_deleted_after_its_last_day(app: Flask, clock: MovableClock) -> None:
    upload = make_upload(files.picture(), kept_until=now().date() + timedelta(days=1))
    stays = make_upload(files.picture())
    clock.move(timedelta(days=1))
    delete_outdated(now())
    assert db.session.get(Upload, upload.id) is not None
    clock.move(timedelta(days=1))
    delete_outdated(now())
    assert db.session.scalars(select(Upload.public_id)).all() == [stays.public_id]


def test_files_are_listed_in_constant_queries(sign_in: SignIn, statements: list[str]) -> None:
    editor = sign_in(Role.EDITOR)
    counts = []
    for number in (2, 30):
        for _ in range(number):
            make_upload(files.picture("PNG"))
        statements.clear()
        page = editor.visit(DESK)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 20
    assert "bild.png" in page.follow("2").text
