"""The bytes of a segment: one frame per group of records, a clear header before an encrypted body.

The header tells how many records the body holds, so counting needs no key. Its own checksum and the length of the
file tell a torn frame from a whole one; the authentication tag of AES-256-GCM tells a damaged body.
"""

import struct
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"SPL1"
HEADER = struct.Struct(">4sIIQ")  # magic, records in the frame, bytes of the body, number of the frame in its segment
CHECKSUM = struct.Struct(">I")
HEAD_BYTES = HEADER.size + CHECKSUM.size
LENGTH = struct.Struct(">I")


@dataclass(frozen=True, slots=True)
class Frame:
    """A whole frame found in a segment: its clear header and where its body lies."""

    head: bytes
    records: int
    number: int
    body_start: int
    body_end: int


@dataclass(frozen=True, slots=True)
class Contents:
    """The records of a segment, and how many stood in frames that are whole but cannot be decrypted."""

    records: list[bytes]
    unreadable: int


def nonce(number: int) -> bytes:
    """The 12-byte nonce of a frame. Every segment has its own key, so a counter never repeats under one key."""
    return number.to_bytes(12, "big")


def pack(cipher: AESGCM, number: int, records: Sequence[bytes]) -> bytes:
    """One frame with these records, to be appended to a segment; `number` must be new in that segment."""
    plain = b"".join(part for record in records for part in (LENGTH.pack(len(record)), record))
    fields = HEADER.pack(MAGIC, len(records), len(plain) + 16, number)
    head = fields + CHECKSUM.pack(zlib.crc32(fields))
    return head + cipher.encrypt(nonce(number), plain, head)


def parse_head(head: bytes, start: int) -> Frame | None:
    """The frame that these bytes, read at offset `start`, announce; None when they are torn or no header."""
    if len(head) < HEAD_BYTES:
        return None
    magic, records, body_bytes, number = HEADER.unpack_from(head)
    if magic != MAGIC or CHECKSUM.unpack_from(head, HEADER.size)[0] != zlib.crc32(head[: HEADER.size]):
        return None
    body_start = start + HEAD_BYTES
    return Frame(head, records, number, body_start, body_start + body_bytes)


def scan(segment: bytes) -> Iterator[Frame]:
    """The whole frames at the beginning of a segment; what follows the last of them is torn and never acknowledged."""
    start = 0
    while (frame := parse_head(segment[start : start + HEAD_BYTES], start)) and frame.body_end <= len(segment):
        yield frame
        start = frame.body_end


def unpack(cipher: AESGCM, segment: bytes) -> Contents:
    """All records of a segment in the order they were appended, without those of torn or damaged frames."""
    records: list[bytes] = []
    unreadable = 0
    for frame in scan(segment):
        try:
            plain = cipher.decrypt(nonce(frame.number), segment[frame.body_start : frame.body_end], frame.head)
        except InvalidTag:
            unreadable += frame.records
        else:
            records.extend(_split(plain))
    return Contents(records, unreadable)


def _split(plain: bytes) -> Iterator[bytes]:
    start = 0
    while start < len(plain):
        start += LENGTH.size
        end = start + LENGTH.unpack_from(plain, start - LENGTH.size)[0]
        yield plain[start:end]
        start = end
