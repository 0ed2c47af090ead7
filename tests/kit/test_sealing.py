"""Sealed values open with the right key at the right place only."""

import pytest

from participation.kit.keys import derive
from participation.kit.sealing import SealError, seal, unseal

KEY = derive(b"a secret of the instance", "mail")


def test_what_was_sealed_opens_again_and_shows_nothing() -> None:
    sealed = seal(KEY, "abcdefghij", b"https://example.org/konto/link/geheim")
    assert b"geheim" not in sealed
    assert sealed != seal(KEY, "abcdefghij", b"https://example.org/konto/link/geheim")
    assert unseal(KEY, "abcdefghij", sealed) == b"https://example.org/konto/link/geheim"


def test_another_key_another_place_and_changed_bytes_are_refused() -> None:
    sealed = seal(KEY, "abcdefghij", b"Hallo")
    other = derive(b"another secret of one", "mail")
    for key, place, value in (
        (other, "abcdefghij", sealed),
        (KEY, "jihgfedcba", sealed),
        (KEY, "abcdefghij", sealed[:-1] + bytes([sealed[-1] ^ 1])),
        (KEY, "abcdefghij", b""),
    ):
        with pytest.raises(SealError):
            unseal(key, place, value)
