"""One-time codes: typed from paper with all the mistakes people make, each right for one holder and one thing."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from xml.etree import ElementTree

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from participation.extensions import db
from participation.kit.one_time_codes.actions import delete_expired, issue_codes, revoke_codes, spend_code
from participation.kit.one_time_codes.labels import sheets
from participation.kit.one_time_codes.models import OneTimeCode
from participation.kit.one_time_codes.queries import code_typed, codes_of
from participation.kit.one_time_codes.rules import ALPHABET, read, shown, spelled
from participation.permissions import Role
from tests.conftest import START
from tests.visiting import Visitor

HOUR = timedelta(hours=1)
unhurried = settings(deadline=None)  # a busy machine pauses for longer than any of this takes
codes = st.lists(st.integers(0, 28), min_size=11, max_size=11).map(spelled)
places = st.integers(0, 11)


@unhurried
@given(codes)
def test_a_code_is_read_as_it_is_printed_and_as_people_type_it(code: str) -> None:
    assert read(code) == code
    spaced = f"  {shown(code).replace('-', ' ')}\n"
    for typed in (shown(code), shown(code).lower(), spaced, ".".join(code), "–".join(code)):
        assert read(typed) == code


@unhurried
@given(codes, places, st.sampled_from(ALPHABET))
def test_no_single_wrong_sign_makes_another_code(code: str, place: int, sign: str) -> None:
    typed = code[:place] + sign + code[place + 1 :]
    assert read(typed) == (code if typed == code else None)


@unhurried
@given(codes, places, places)
def test_no_two_swapped_signs_make_another_code(code: str, one: int, other: int) -> None:
    signs = list(code)
    signs[one], signs[other] = signs[other], signs[one]
    typed = "".join(signs)
    assert read(typed) == (code if typed == code else None)


@unhurried
@given(codes, places)
def test_a_sign_left_out_or_typed_twice_makes_no_code(code: str, place: int) -> None:
    assert read(code[:place] + code[place + 1 :]) is None
    assert read(code[:place] + code[place] + code[place:]) is None


@unhurried
@given(codes)
def test_signs_that_look_alike_are_the_same(code: str) -> None:
    assert read(code.translate(str.maketrans("01258V", "OIZSBU"))) == code
    assert read(code.translate(str.maketrans("1", "l"))) == code
    assert read(code.translate(str.maketrans("ACEHKMPTXY08", "АСЕНКМРТХУОВ"))) == code  # typed on a Ukrainian keyboard
    assert read(code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))) == code  # and on an Arabic one
    assert read(code.translate(str.maketrans("0123456789ACE", "０１２３４５６７８９ＡＣＥ"))) == code


@unhurried
@given(st.text(max_size=200))
def test_whatever_is_typed_is_a_code_or_nothing(typed: str) -> None:
    code = read(typed)
    assert code is None or read(code) == code


def test_no_sign_of_the_alphabet_is_read_as_another() -> None:
    assert len(set(ALPHABET)) == 29
    assert not set(ALPHABET) & set("OILZSBU")


@pytest.mark.parametrize("numbers", [[], [0] * 10, [0] * 12, [29] + [0] * 10, [-1] + [0] * 10])
def test_codes_are_spelled_from_eleven_numbers(numbers: list[int]) -> None:
    with pytest.raises(ValueError, match="11 numbers from 0 to 28"):
        spelled(numbers)


def test_a_batch_gives_each_holder_a_code_of_which_only_a_hash_is_kept(app: Flask) -> None:
    given_out = issue_codes("invitation", "abcdefghij", [f"{number:03}" for number in range(1, 101)], START)
    assert len(set(given_out.values())) == 100
    for holder, code in given_out.items():
        found = code_typed("invitation", "abcdefghij", code.lower(), START + 1_000 * HOUR)
        assert found is not None
        assert (found.holder, found.spent) == (holder, False)
    kept = str(db.session.execute(select(OneTimeCode.__table__)).all())
    assert not [code for code in given_out.values() if code in kept or code.replace("-", "") in kept]
    assert issue_codes("invitation", "abcdefghij", [], START) == {}


def test_a_code_counts_for_its_thing_and_purpose_only(app: Flask) -> None:
    code = issue_codes("invitation", "abcdefghij", ["1"], START)["1"]
    assert code_typed("invitation", "other", code, START) is None
    assert code_typed("vote", "abcdefghij", code, START) is None
    for hostile in ("", "x" * 10_000, "\x00", "0000-0000-0000", "٣" * 12):
        assert code_typed("invitation", "abcdefghij", hostile, START) is None


def test_a_new_code_for_a_holder_kills_the_lost_one(app: Flask) -> None:
    first = issue_codes("invitation", "abcdefghij", ["1", "2"], START, lasts=HOUR)
    lost = code_typed("invitation", "abcdefghij", first["1"], START)
    assert lost is not None
    assert spend_code(lost, START)
    second = issue_codes("invitation", "abcdefghij", ["1"], START)
    assert code_typed("invitation", "abcdefghij", first["1"], START) is None
    renewed = code_typed("invitation", "abcdefghij", second["1"], START + 2 * HOUR)
    assert renewed is not None
    assert not renewed.spent
    assert code_typed("invitation", "abcdefghij", first["2"], START) is not None


def test_a_code_is_used_up_once_and_says_so(app: Flask) -> None:
    typed = issue_codes("invitation", "abcdefghij", ["1"], START, lasts=HOUR)["1"]
    code = code_typed("invitation", "abcdefghij", typed, START)
    assert code is not None
    assert not spend_code(code, START + HOUR)
    assert spend_code(code, START)
    assert not spend_code(code, START)
    again = code_typed("invitation", "abcdefghij", typed, START)
    assert again is not None
    assert again.spent
    assert code_typed("invitation", "abcdefghij", typed, START + HOUR) is None


def test_of_many_who_use_a_code_in_the_same_moment_one_succeeds(app: Flask) -> None:
    typed = issue_codes("invitation", "abcdefghij", ["1"], START)["1"]
    db.session.commit()
    together = Barrier(4)

    def use(_number: int) -> bool:
        with app.app_context():
            code = code_typed("invitation", "abcdefghij", typed, START)
            assert code is not None
            together.wait(timeout=30)
            was_first = spend_code(code, START)
            db.session.commit()
            return was_first

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(use, range(4))) == 1


def test_codes_are_revoked_one_by_one_or_all_together(app: Flask) -> None:
    given_out = issue_codes("invitation", "abcdefghij", ["1", "2", "3"], START)
    issue_codes("vote", "abcdefghij", ["1"], START)
    assert revoke_codes("invitation", "abcdefghij", "1") == 1
    assert code_typed("invitation", "abcdefghij", given_out["1"], START) is None
    assert [code.holder for code in db.session.scalars(codes_of("invitation", "abcdefghij"))] == ["2", "3"]
    assert revoke_codes("invitation", "abcdefghij") == 2
    assert revoke_codes("invitation", "abcdefghij") == 0
    assert db.session.scalar(select(func.count()).select_from(OneTimeCode)) == 1


def test_expired_codes_are_deleted_by_the_job(app: Flask) -> None:
    issue_codes("invitation", "ends", ["1"], START, lasts=HOUR)
    issue_codes("invitation", "stays", ["1"], START)
    db.session.commit()
    delete_expired(START + HOUR)
    assert list(db.session.scalars(select(OneTimeCode.subject))) == ["stays"]


def test_labels_fill_sheets_of_twenty_four(app: Flask) -> None:
    codes = {f"Nr. {number}": shown(spelled([number] * 11)) for number in range(29)}
    filled = sheets(codes, lambda code: f"https://example.org/u/abc?code={code}")
    assert [len(labels) for labels in filled] == [24, 5]
    pictures = {label.code: label.picture for labels in filled for label in labels}
    assert list(pictures) == list(codes.values())
    assert len(set(pictures.values())) == 29
    assert all(ElementTree.fromstring(picture).get("class") == "qr" for picture in pictures.values())  # noqa: S314  # our own


def test_the_sheet_shows_code_and_number(sign_in: Callable[..., Visitor]) -> None:
    page = sign_in(Role.EDITOR).visit("/verwaltung/bausteine")
    labels = [element for element in page.root.iter("li") if element.get("class") == "code-label"]
    assert len(labels) == 2
    assert all(label.find(".//{http://www.w3.org/2000/svg}svg") is not None for label in labels)
    assert "Nr. 2" in page.text
