"""PDF files looked through: nothing in them may act, and what a screen reader will find is reported. Pure."""

import io
import re
from collections.abc import Iterator
from typing import Any

from pypdf import PageObject, PdfReader
from pypdf.errors import PdfReadError, PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject

from participation.kit.uploads.rules import MOST_PAGES, PdfReport, Refusal, RefusedError

ACTIVE_KEYS = {"/JS", "/JavaScript", "/RichMedia", "/XFA"}
ACTIVE_KINDS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/RichMediaExecute", "/Rendition", "/GoToE"}
ATTACHMENT_KEYS = {"/EmbeddedFiles", "/EmbeddedFile", "/EF"}
HIDDEN = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia)\b")
"""Looked for in the bytes too: what one reading of a damaged file leaves out, another may find."""

ESCAPED = re.compile(rb"#([0-9a-fA-F]{2})")
MOST_OBJECTS = 200_000
SAMPLED_PAGES = 50
TEXT_LENGTH = 200
SHOWS_TEXT = re.compile(rb"[)>\]]\s{0,9}(?:Tj|TJ|'|\")")
"""Text written on a page, found in one pass: reading the page's program as a viewer does would take as long as
whoever wrote it likes."""

MOST_DECODED = 100_000_000
"""Bytes of pages that are unpacked to look for text; a file that holds more is no document."""

DEEPEST = 60
BROKEN = (
    PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError, RecursionError, OSError,
    NotImplementedError, ArithmeticError, MemoryError, EOFError,
)  # fmt: skip
"""What pypdf raises for files that are not what they say."""


def checked_pdf(data: bytes) -> PdfReport:
    """What a PDF offers to people who have it read aloud.

    Raises RefusedError when it is broken, encrypted, too long, active, holds other files, or goes on after its end.
    """
    if data.rstrip()[-5:] != b"%%EOF":
        raise RefusedError(Refusal.BROKEN_PDF)
    found = HIDDEN.search(ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), data))
    if found:
        raise RefusedError(Refusal.ATTACHMENTS if b"Embedded" in found[0] else Refusal.ACTIVE)
    try:
        with PdfReader(io.BytesIO(data)) as reader:
            return _report(reader)
    except BROKEN as error:
        raise RefusedError(Refusal.BROKEN_PDF) from error


def _report(reader: PdfReader) -> PdfReport:
    if reader.is_encrypted:
        raise RefusedError(Refusal.ENCRYPTED)
    pages = len(reader.pages)
    if pages == 0:
        raise PdfReadError("no page")
    if pages > MOST_PAGES:
        raise RefusedError(Refusal.TOO_MANY_PAGES)
    _refuse_active(reader)
    root = reader.root_object
    mark_info = _dictionary(root.get("/MarkInfo"))
    tree = _dictionary(root.get("/StructTreeRoot"))
    texts = _Texts()
    return PdfReport(
        pages=pages,
        pages_without_text=sum(not texts.on(reader.pages[number]) for number in _sample(pages)),
        tagged=bool(mark_info.get("/Marked")) and bool(tree.get("/K")),
        language=_words(root.get("/Lang"))[:20],
        title=_words(reader.metadata.get("/Title") if reader.metadata else None),
    )


def _refuse_active(reader: PdfReader) -> None:
    """Walks through every object there is. Raises RefusedError for one that acts or holds another file."""
    for number, thing in enumerate(_objects(reader)):
        if number > MOST_OBJECTS:
            raise PdfReadError("too many objects")
        names = set(thing)
        if names & ATTACHMENT_KEYS or thing.get("/Type") == "/EmbeddedFile":
            raise RefusedError(Refusal.ATTACHMENTS)
        if names & ACTIVE_KEYS or thing.get("/S") in ACTIVE_KINDS:
            raise RefusedError(Refusal.ACTIVE)


def _objects(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every dictionary of the file, those inside others too."""
    numbers = {number for generation in reader.xref.values() for number in generation} | set(reader.xref_objStm)
    waiting: list[tuple[Any, int]] = [(reader.trailer, 0)]
    waiting += [(reader.get_object(number), 0) for number in sorted(numbers) if number]
    while waiting:
        thing, depth = waiting.pop()
        if depth > DEEPEST:
            raise PdfReadError("too deep")
        if isinstance(thing, DictionaryObject):
            yield thing
            waiting += [(inner, depth + 1) for inner in thing.values() if not isinstance(inner, IndirectObject)]
        elif isinstance(thing, ArrayObject):
            waiting += [(inner, depth + 1) for inner in thing if not isinstance(inner, IndirectObject)]


def _sample(pages: int) -> range:
    """Numbers of the pages that are looked at: all, or of a long file some from its beginning to its end."""
    return range(0, pages, -(-pages // SAMPLED_PAGES))


class _Texts:
    """Which of a file's streams write text; each is unpacked once, however many pages share it."""

    def __init__(self) -> None:
        self._known: dict[int, bool] = {}
        self._decoded = 0

    def on(self, page: PageObject) -> bool:
        """Whether something is written on the page, in its own content or in forms that it draws."""
        contents = _resolved(page.get("/Contents"))
        streams = list(contents) if isinstance(contents, ArrayObject) else [contents]
        waiting, seen = [*streams, *_forms(page)], set[int]()
        while waiting:
            stream = _resolved(waiting.pop())
            if not isinstance(stream, StreamObject) or id(stream) in seen:
                continue
            seen.add(id(stream))
            if self._writes(stream):
                return True
            waiting += _forms(stream)
        return False

    def _writes(self, stream: StreamObject) -> bool:
        if id(stream) not in self._known:
            data = stream.get_data()
            self._decoded += len(data)
            if self._decoded > MOST_DECODED:
                raise PdfReadError("too much in it")
            self._known[id(stream)] = SHOWS_TEXT.search(data) is not None
        return self._known[id(stream)]


def _forms(owner: DictionaryObject) -> list[Any]:
    """What a page or form may draw: its other streams, without pictures."""
    resources = _dictionary(owner.get("/Resources"))
    drawn = (_resolved(one) for one in _dictionary(resources.get("/XObject")).values())
    return [one for one in drawn if isinstance(one, StreamObject) and one.get("/Subtype") == "/Form"]


def _resolved(value: Any) -> Any:
    return value.get_object() if isinstance(value, IndirectObject) else value


def _dictionary(value: Any) -> DictionaryObject:
    found = _resolved(value)
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _words(value: Any) -> str:
    found = _resolved(value)
    text = found if isinstance(found, str) else ""
    return "".join(sign for sign in text if sign.isprintable()).strip()[:TEXT_LENGTH]
