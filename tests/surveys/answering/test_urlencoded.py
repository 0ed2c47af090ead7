"""Reading a sent form: what browsers send, and whatever else arrives."""

from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.answering.urlencoded import read

NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        (b"", {}),
        (b"q.town=herten", {"q.town": ["herten"]}),
        (b"q.uses=bus&q.town=marl&q.uses=bike", {"q.uses": ["bus", "bike"], "q.town": ["marl"]}),
        (b"q.idea=Mehr+B%C3%A4nke+%26+Licht", {"q.idea": ["Mehr Bänke & Licht"]}),
        (b"q.idea=1%2B1=2", {"q.idea": ["1+1=2"]}),
        (b"q.idea=", {"q.idea": [""]}),
        (b"q.idea", {"q.idea": [""]}),
        ("q.idea=Bänke".encode(), {"q.idea": ["Bänke"]}),
        (b"%71.idea=x", {"q.idea": ["x"]}),
        (b"q.idea=100%", {"q.idea": ["100%"]}),
        (b"q.idea=%ff", {"q.idea": ["\ufffd"]}),
        (b"&&=&%%%", {"": [""], "%%%": [""]}),
    ],
)
def test_forms(body: bytes, fields: dict[str, list[str]]) -> None:
    assert read(body) == fields


def test_what_is_not_utf8_is_no_form() -> None:
    with pytest.raises(UnicodeDecodeError):
        read(b"q.idea=\xff\xfe")


@given(st.lists(st.tuples(NAMES, st.text(st.characters(exclude_categories=["Cs"]), max_size=20)), max_size=8))
def test_whatever_was_typed_is_read_in_its_order(typed: list[tuple[str, str]]) -> None:
    body = urlencode(typed)
    assert read(body.encode()) == parse_qs(body, keep_blank_values=True)


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters=";"), max_size=60))
def test_whatever_arrives_is_read_as_the_standard_library_does(body: str) -> None:
    assert read(body.encode()) == parse_qs(body, keep_blank_values=True)
