"""Torn, damaged and hostile bytes of a segment."""

import os

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.collecting.spool.frames import HEAD_BYTES, nonce, pack, scan, unpack

groups = st.lists(st.lists(st.binary(max_size=40), min_size=1, max_size=5), max_size=5)
cipher = AESGCM(b"k" * 32)


def segment_of(frames: list[list[bytes]]) -> bytes:
    return b"".join(pack(cipher, number, records) for number, records in enumerate(frames))


@settings(deadline=None)  # a busy machine pauses for longer than any of this takes
@given(groups)
def test_what_was_packed_is_unpacked(frames: list[list[bytes]]) -> None:
    contents = unpack(cipher, segment_of(frames))
    assert contents.records == [record for records in frames for record in records]
    assert contents.unreadable == 0


@settings(deadline=None)  # a busy machine pauses for longer than any of this takes
@given(groups, st.data())
def test_a_segment_torn_anywhere_gives_exactly_its_whole_frames(frames: list[list[bytes]], data: st.DataObject) -> None:
    segment = segment_of(frames)
    cut = data.draw(st.integers(0, len(segment)))
    whole = [records for number, records in enumerate(frames) if len(segment_of(frames[: number + 1])) <= cut]
    assert unpack(cipher, segment[:cut]).records == [record for records in whole for record in records]
    assert sum(frame.records for frame in scan(segment[:cut])) == sum(map(len, whole))


def test_every_byte_offset_of_a_torn_last_frame() -> None:
    first, second = pack(cipher, 0, [b"kept", b""]), pack(cipher, 1, [b"torn"])
    for cut in range(len(second)):
        assert unpack(cipher, first + second[:cut]).records == [b"kept", b""]
        assert unpack(cipher, first + second[:cut] + bytes(100)).records == [b"kept", b""]


@settings(deadline=None)  # a busy machine pauses for longer than any of this takes
@given(st.data())
def test_a_changed_byte_never_gives_a_changed_record(data: st.DataObject) -> None:
    segment = bytearray(segment_of([[b"one", b"two"], [b"three"]]))
    place = data.draw(st.integers(0, len(segment) - 1))
    segment[place] ^= data.draw(st.integers(1, 255))
    assert set(unpack(cipher, bytes(segment)).records) < {b"one", b"two", b"three"}


def test_a_damaged_body_costs_only_its_own_frame_and_is_counted() -> None:
    segment = bytearray(segment_of([[b"one", b"two"], [b"three"]]))
    segment[HEAD_BYTES] ^= 1
    contents = unpack(cipher, bytes(segment))
    assert (contents.records, contents.unreadable) == ([b"three"], 2)


@settings(deadline=None)  # a busy machine pauses for longer than any of this takes
@given(st.binary(max_size=200))
def test_bytes_of_any_origin_are_no_records(noise: bytes) -> None:
    assert unpack(cipher, noise).records == []


def test_another_key_reads_nothing() -> None:
    contents = unpack(AESGCM(os.urandom(32)), segment_of([[b"one"], [b"two"]]))
    assert (contents.records, contents.unreadable) == ([], 2)


def test_nonces_of_a_segment_differ_and_cannot_run_over() -> None:
    assert len({nonce(number) for number in range(1000)}) == 1000
    assert {len(nonce(number)) for number in (0, 2**32, 2**64)} == {12}
    with pytest.raises(OverflowError):
        nonce(2**96)
