"""Attempt tokens: nobody makes, changes or moves one; a repeat gets the same receipt."""

import base64
import re
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from participation.kit.keys import derive
from surveys.answering.attempts import RECEIPT_LENGTH, Attempt, issue, read, receipt

KEY = derive(b"a secret of the instance", "attempts")
OTHER_KEY = derive(b"a secret of the instance", "something else")
SURVEY = "abcdefghij"
RANDOM = bytes(range(16))
TOKEN = issue(KEY, SURVEY, 3, trial=False, random_bytes=RANDOM)

surveys = st.text(min_size=1, max_size=20).filter(lambda text: text.isprintable())
versions = st.integers(0, 2**24 - 1)
randoms = st.binary(min_size=16, max_size=16)


@settings(deadline=None)  # a busy machine pauses for longer than any of this takes
@given(surveys, versions, st.booleans(), randoms)
def test_what_was_issued_is_read(survey: str, version: int, trial: bool, random_bytes: bytes) -> None:
    token = issue(KEY, survey, version, trial, random_bytes)
    attempt = read(KEY, survey, token)
    assert attempt is not None
    assert (attempt.version, attempt.trial) == (version, trial)
    assert re.fullmatch(r"[0-9a-f]{64}", attempt.id_hash)
    assert re.fullmatch(r"[A-Za-z0-9_-]{48}", token), "fixed length and safe in addresses and HTML"


@settings(deadline=None)  # a busy machine pauses for longer than any of this takes
@given(st.text(max_size=60))
def test_no_text_passes_for_a_token(text: str) -> None:
    assert read(KEY, SURVEY, text) is None


@settings(deadline=None)  # a busy machine pauses for longer than any of this takes
@given(st.integers(0, 47), st.sampled_from(string.ascii_letters + string.digits + "-_"))
def test_no_changed_character_passes(place: int, character: str) -> None:
    changed = TOKEN[:place] + character + TOKEN[place + 1 :]
    assert (read(KEY, SURVEY, changed) is None) == (changed != TOKEN)


@settings(deadline=None)  # a busy machine pauses for longer than any of this takes
@given(st.integers(0, 35), st.integers(1, 255))
def test_no_flipped_bit_passes_trial_and_version_included(place: int, change: int) -> None:
    data = bytearray(base64.urlsafe_b64decode(TOKEN))
    data[place] ^= change
    assert read(KEY, SURVEY, base64.urlsafe_b64encode(bytes(data)).decode()) is None


@pytest.mark.parametrize("length", range(48))
def test_no_truncated_token_passes(length: int) -> None:
    assert read(KEY, SURVEY, TOKEN[:length]) is None
    assert read(KEY, SURVEY, TOKEN[:length].ljust(48, "=")) is None


@pytest.mark.parametrize(
    "text", [TOKEN + "A", f" {TOKEN}", f"{TOKEN}\n", f"{TOKEN[:47]}\u0661", TOKEN[:24] + "\x00" + TOKEN[25:]]
)
def test_no_decorated_token_passes(text: str) -> None:
    assert read(KEY, SURVEY, text) is None


def test_a_trial_token_is_not_one_for_the_open_survey() -> None:
    trial = issue(KEY, SURVEY, 3, trial=True, random_bytes=RANDOM)
    signed_for_trial = base64.urlsafe_b64decode(TOKEN)[:20] + base64.urlsafe_b64decode(trial)[20:]
    assert read(KEY, SURVEY, base64.urlsafe_b64encode(signed_for_trial).decode()) is None


@settings(deadline=None)  # a busy machine pauses for longer than any of this takes
@given(surveys, surveys)
def test_a_token_belongs_to_one_survey(survey: str, other: str) -> None:
    token = issue(KEY, survey, 1, trial=False, random_bytes=RANDOM)
    assert (read(KEY, other, token) is None) == (survey != other)


def test_a_token_of_another_key_does_not_pass() -> None:
    assert read(OTHER_KEY, SURVEY, TOKEN) is None
    with pytest.raises(ValueError, match="not a token"):
        receipt(OTHER_KEY, SURVEY, TOKEN)


def test_the_hash_is_of_the_random_part_and_the_survey_alone() -> None:
    first, again = read(KEY, SURVEY, TOKEN), read(KEY, SURVEY, issue(KEY, SURVEY, 9, trial=True, random_bytes=RANDOM))
    elsewhere = read(KEY, "zyxwvutsrq", issue(KEY, "zyxwvutsrq", 3, trial=False, random_bytes=RANDOM))
    assert isinstance(first, Attempt)
    assert isinstance(again, Attempt)
    assert isinstance(elsewhere, Attempt)
    assert first.id_hash == again.id_hash != elsewhere.id_hash
    assert RANDOM.hex() not in first.id_hash


@settings(deadline=None)  # a busy machine pauses for longer than any of this takes
@given(surveys, versions, st.booleans(), randoms)
def test_a_repeat_gets_the_same_receipt(survey: str, version: int, trial: bool, random_bytes: bytes) -> None:
    token = issue(KEY, survey, version, trial, random_bytes)
    assert receipt(KEY, survey, token) == receipt(KEY, survey, token)
    assert len(receipt(KEY, survey, token)) == RECEIPT_LENGTH
    assert re.fullmatch(r"[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){2}", receipt(KEY, survey, token))


def test_receipts_differ_and_use_every_sign() -> None:
    receipts = {
        receipt(KEY, SURVEY, issue(KEY, SURVEY, 1, trial=False, random_bytes=number.to_bytes(16, "big")))
        for number in range(500)
    }
    assert len(receipts) == 500
    assert len(set("".join(receipts)) - {"-"}) == 32


@pytest.mark.parametrize(
    ("version", "random_bytes"), [(-1, RANDOM), (2**24, RANDOM), (1, b""), (1, bytes(15)), (1, bytes(17))]
)
def test_an_attempt_of_other_size_is_not_issued(version: int, random_bytes: bytes) -> None:
    with pytest.raises(ValueError, match="16 random bytes"):
        issue(KEY, SURVEY, version, trial=False, random_bytes=random_bytes)
