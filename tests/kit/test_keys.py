"""Keys from the secret of the instance: as the standard says, one for each purpose."""

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given, settings
from hypothesis import strategies as st

from participation.kit.keys import derive, keyed_hash

KEY = derive(b"a secret of the instance", "codes")
OTHER_KEY = derive(b"a secret of the instance", "something else")
parts = st.lists(st.text(max_size=12), max_size=3)


@settings(deadline=None)  # a busy machine pauses for longer than any of this takes
@given(st.binary(min_size=16, max_size=80), st.text(max_size=40).filter(lambda text: text.isprintable()))
def test_keys_are_derived_as_the_standard_says(secret: bytes, purpose: str) -> None:
    assert derive(secret, purpose) == HKDF(SHA256(), 32, salt=None, info=purpose.encode()).derive(secret)


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 16 bytes"):
        derive(b"short", "codes")


@settings(deadline=None)  # a busy machine pauses for longer than any of this takes
@given(parts, parts)
def test_hashes_are_told_apart_by_each_part_and_by_the_key(some: list[str], others: list[str]) -> None:
    assert (keyed_hash(KEY, *some) == keyed_hash(KEY, *others)) == (some == others)
    assert keyed_hash(KEY, *some) != keyed_hash(OTHER_KEY, *some)


def test_moving_the_border_between_two_parts_changes_the_hash() -> None:
    assert len({keyed_hash(KEY, *some) for some in (["ab", "c"], ["a", "bc"], ["abc"], ["abc", ""], ["", "abc"])}) == 5
