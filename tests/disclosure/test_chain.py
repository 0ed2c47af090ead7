"""Releases that nobody can change unseen."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from participation.disclosure.canonical import canonical_json, sha256_hex
from participation.disclosure.chain import verify_chain, verify_csv
from participation.disclosure.document import Provenance
from participation.disclosure.release import Artefact, artefact, draw
from tests.disclosure.county import PROVENANCE, count, people, plan_of, seeded, single

PLAN = plan_of(single(planned=()))
DRAWN = draw(PLAN, count(PLAN, people(PLAN, 100, 1)), seeded(1))


def chain(length: int) -> list[Artefact]:
    releases: list[Artefact] = []
    for place in range(length):
        provenance = Provenance(f"r{place}", "survey", "s", PROVENANCE.period_from, PROVENANCE.period_to)
        releases.append(artefact(DRAWN, PLAN, provenance, [], releases[-1].sha256 if releases else None))
    return releases


def pairs(releases: list[Artefact]) -> list[tuple[bytes, str]]:
    return [(release.json, release.sha256) for release in releases]


def test_a_good_chain() -> None:
    assert verify_chain([]) == []
    assert verify_chain(pairs(chain(3))) == []


@settings(deadline=None)
@given(st.data())
def test_any_changed_byte_is_seen(data: st.DataObject) -> None:
    links = pairs(chain(2))
    place = data.draw(st.integers(0, 1))
    content = bytearray(links[place][0])
    position = data.draw(st.integers(0, len(content) - 1))
    content[position] ^= data.draw(st.integers(1, 255))
    links[place] = (bytes(content), links[place][1])
    assert verify_chain(links)


def test_left_out_swapped_or_repeated_releases_are_seen() -> None:
    first, second, third = pairs(chain(3))
    assert verify_chain([first, third])
    assert verify_chain([second, third])
    assert verify_chain([second, first, third])
    assert [problem.reason for problem in verify_chain([first, first])] == [
        "does not name the release before it",
        "the id r0 was used before",
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff",
        b"[]",
        b"{}",
        b"{",
        b"[" * 100_000,
        b'{"a":"\\ud800"}',
        b'{"a":NaN}',
        canonical_json({"format": "x"}),
    ],
)
def test_anything_else_is_no_release(content: bytes) -> None:
    assert [problem.reason for problem in verify_chain([(content, sha256_hex(content))])] == [
        "is not a canonical release document"
    ]


def test_same_document_in_other_bytes_is_not_canonical() -> None:
    content = chain(1)[0].json.replace(b":", b": ", 1)
    assert verify_chain([(content, sha256_hex(content))])


def test_csv_belongs_to_its_json() -> None:
    release = chain(1)[0]
    assert verify_csv(release.json, release.csv) == []
    assert verify_csv(release.json, release.csv + b"\n")
    assert verify_csv(b"{}", release.csv)


def test_same_draft_same_bytes() -> None:
    assert chain(2)[1] == chain(2)[1]
