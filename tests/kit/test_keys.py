"""Keys made from the instance's secret follow the standard, one per purpose."""

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given, settings
from hypothesis import strategies as st

from participation.kit.keys import derive


@settings(deadline=None)  # a busy machine pauses for longer than any of this takes
@given(st.binary(min_size=16, max_size=80), st.text(max_size=40).filter(lambda text: text.isprintable()))
def test_keys_are_derived_as_the_standard_says(secret: bytes, purpose: str) -> None:
    assert derive(secret, purpose) == HKDF(SHA256(), 32, salt=None, info=purpose.encode()).derive(secret)


def test_a_short_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 16 bytes"):
        derive(b"short", "attempts")
