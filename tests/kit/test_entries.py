"""What people type into fields, made fit to keep."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.kit.entries import trimmed


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (None, ""),
        ("  Marl ", "Marl"),
        ("Bus\x00\x07halt\u202e", "Bushalt"),
        ("eins\r\nzwei\rdrei", "eins\nzwei\ndrei"),
        ("شارع", "شارع"),
        ("Straße 5 – „ja“ 👍", "Straße 5 – „ja“ 👍"),
        ("\ud800", ""),
    ],
)
def test_examples(typed: str | None, kept: str) -> None:
    assert trimmed(typed) == kept


@given(st.text())
def test_what_is_kept_can_be_stored_and_stays(typed: str) -> None:
    kept = trimmed(typed)
    assert trimmed(kept) == kept
    assert "\x00" not in kept
    kept.encode("utf-8")
