"""A paraphrase may not repeat five words in a row of what somebody wrote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.reading.quotations import quotation

TEXT = "Der Bus kommt nie pünktlich,\nund abends fährt gar keiner mehr."


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Viele sagen: Der Bus kommt nie pünktlich!", "Der Bus kommt nie pünktlich"),
        ("der bus KOMMT nie pünktlich und abends selten", "der bus KOMMT nie pünktlich und abends"),
        ("Abends, und das ist schlimm, fährt gar keiner mehr.", None),
        ("und – abends – fährt – gar – keiner", "und – abends – fährt – gar – keiner"),
        ("Der Bus kommt nie.", None),
        ("Busse sind unpünktlich und fahren abends zu selten.", None),
        ("", None),
    ],
)
def test_five_words_in_a_row_are_a_quotation(written: str, found: str | None) -> None:
    assert quotation(written, ["Etwas anderes.", TEXT]) == found


def test_encodings_of_the_same_letters_are_the_same() -> None:
    assert quotation("abends fährt gar keiner mehr", ["abends fa\u0308hrt gar keiner mehr"])
    assert quotation("ABENDS FÄHRT GAR KEINER MEHR", [TEXT]) == "ABENDS FÄHRT GAR KEINER MEHR"


words = st.lists(st.text(alphabet="abcdefg", min_size=1, max_size=3), min_size=5, max_size=20)


@given(words, st.integers(0, 15))
def test_any_five_words_of_a_text_are_found(text: list[str], start: int) -> None:
    start = min(start, len(text) - 5)
    taken = text[start : start + 5]
    assert quotation(" ".join(["xx", *taken, "yy"]), [" ".join(text)])


@given(words)
def test_four_words_are_never_a_quotation(text: list[str]) -> None:
    assert quotation(" ".join(text[:4]), [" ".join(text)]) is None
