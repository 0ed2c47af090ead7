"""A page that is the same for everybody but for one short value: compressed once, sent with a new value each time.

The gzip stream of a response is put together from parts made beforehand:

    head: gzip header, `before` deflated and flushed to a byte boundary, the header of a stored block
    the value itself, as that stored block
    tail: `after` deflated with the page before it as its dictionary
    checksum and length

The checksum of the whole is that of `before` and the value, carried over `after`. For a fixed `after` that step is
linear in its 32 input bits over GF(2), up to a constant, so four tables of 256 entries do it.
"""

import struct
import zlib

GZIP_HEADER = bytes([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 255])  # deflate, no name, no time, best compression, any system
WINDOW = 32768
LONGEST_HOLE = 65535  # a stored block counts its bytes in 16 bits
RAW = -15


class SplicedPage:
    """`before`, a value of exactly `hole` bytes, `after`. Immutable, so threads may share it.

    Raises ValueError for a hole that is empty or larger than 65,535 bytes.
    """

    __slots__ = ("_after", "_before", "_before_crc", "_constant", "_head", "_hole", "_length", "_tables", "_tail")

    def __init__(self, before: bytes, hole: int, after: bytes) -> None:
        if not 0 < hole <= LONGEST_HOLE:
            raise ValueError(f"a hole has 1 to {LONGEST_HOLE} bytes, not {hole}")
        self._before, self._hole, self._after = before, hole, after
        stored_block = struct.pack("<BHH", 0, hole, hole ^ 0xFFFF)  # not the last block, length, its complement
        self._head = GZIP_HEADER + _deflate_first(before) + stored_block
        self._tail = _deflate_last(after, _dictionary(before, hole, after))
        self._before_crc = zlib.crc32(before)
        self._constant = zlib.crc32(after, 0)
        self._tables = _carry_tables(after)
        self._length = (len(before) + hole + len(after)) & 0xFFFFFFFF

    def plain(self, value: bytes) -> bytes:
        """The page with this value. Raises ValueError for a value of another length than the hole."""
        self._check(value)
        return b"".join((self._before, value, self._after))

    def gzip(self, value: bytes) -> bytes:
        """A gzip stream (RFC 1952) of `plain(value)`. Raises ValueError like it."""
        self._check(value)
        crc = zlib.crc32(value, self._before_crc)
        first, second, third, fourth = self._tables
        whole = first[crc & 255] ^ second[crc >> 8 & 255] ^ third[crc >> 16 & 255] ^ fourth[crc >> 24] ^ self._constant
        return b"".join((self._head, value, self._tail, struct.pack("<II", whole, self._length)))

    def _check(self, value: bytes) -> None:
        if len(value) != self._hole:
            raise ValueError(f"the hole takes {self._hole} bytes, not {len(value)}")


def _deflate_first(data: bytes) -> bytes:
    """Blocks that end at a byte boundary and are not the last of their stream."""
    compressor = zlib.compressobj(9, zlib.DEFLATED, RAW)
    return compressor.compress(data) + compressor.flush(zlib.Z_FULL_FLUSH)


def _deflate_last(data: bytes, dictionary: bytes) -> bytes:
    """The blocks that end a stream in which `dictionary` has gone before."""
    if dictionary:
        compressor = zlib.compressobj(9, zlib.DEFLATED, RAW, zdict=dictionary)
    else:
        compressor = zlib.compressobj(9, zlib.DEFLATED, RAW)
    return compressor.compress(data) + compressor.flush(zlib.Z_FINISH)


def _dictionary(before: bytes, hole: int, after: bytes) -> bytes:
    """The last 32 kB before `after`, the hole filled with a byte that `after` has not: no match can touch the value.

    Empty when `after` has every byte there is; UTF-8 text never has.
    """
    missing = set(range(256)) - set(after)
    return (before[-WINDOW:] + bytes([max(missing)]) * hole)[-WINDOW:] if missing else b""


def _carry_tables(after: bytes) -> tuple[tuple[int, ...], ...]:
    """What each byte of a checksum, lowest first, contributes to the checksum after `after` has followed."""
    constant = zlib.crc32(after, 0)
    images = [zlib.crc32(after, 1 << bit) ^ constant for bit in range(32)]
    return tuple(_combinations(images[start : start + 8]) for start in range(0, 32, 8))


def _combinations(images: list[int]) -> tuple[int, ...]:
    """The XOR of every subset of eight images, by the subset's bits."""
    table = [0]
    for image in images:
        table += [entry ^ image for entry in table]
    return tuple(table)
