"""Anybody can see when a release was changed, taken out or put in."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import delete

from participation.extensions import db
from participation.open_data.words import REASONS
from participation.summaries.models import Release, ReleasePart
from tests.conftest import MovableClock
from tests.summaries.county_source import CountySource
from tests.summaries.steps import released
from tests.visiting import Visitor

CHECK = "/daten/pruefen"


@pytest.fixture
def chain(source: CountySource) -> list[Release]:
    """Three releases."""
    return [released(source) for _ in range(3)]


def test_an_untouched_chain_holds(chain: list[Release], visitor: Visitor) -> None:
    page = visitor.visit(CHECK)
    assert "Geprüfte Veröffentlichungen: 3. Alle sind unverändert." in page.text
    assert all(release.sha256 in page.text for release in chain)
    assert "sha256sum" in page.text


def change_a_figure(chain: list[Release]) -> None:
    chain[1].json_bytes = chain[1].json_bytes.replace(b'"n_rounded":1500', b'"n_rounded":1600')


def change_a_figure_and_its_hash(chain: list[Release]) -> None:
    change_a_figure(chain)
    chain[1].sha256 = "0" * 64


def change_the_table(chain: list[Release]) -> None:
    chain[1].csv_bytes += b"trust,town,t0,o0,42,exact,100,true,3,3/1\n"


def take_one_out(chain: list[Release]) -> None:
    db.session.execute(delete(ReleasePart).where(ReleasePart.release_id == chain[1].id))
    db.session.execute(delete(Release).where(Release.id == chain[1].id))


def write_nonsense(chain: list[Release]) -> None:
    chain[1].json_bytes = b"\xff\x00 not json"


@pytest.mark.parametrize(
    ("tamper", "reason"),
    [
        (change_a_figure, "the bytes do not have the published SHA-256"),
        (change_a_figure_and_its_hash, "does not name the release before it"),
        (change_the_table, "the bytes do not have the SHA-256 that the release names"),
        (take_one_out, "a release before it is missing"),
        (write_nonsense, "is not a canonical release document"),
    ],
)
def test_tampering_is_found(
    chain: list[Release], visitor: Visitor, tamper: Callable[[list[Release]], None], reason: str
) -> None:
    tamper(chain)
    db.session.commit()
    text = visitor.visit(CHECK).text
    assert "Mindestens eine Veröffentlichung ist nicht mehr so, wie sie veröffentlicht wurde." in text
    assert str(REASONS[reason]) in text


def test_a_change_is_found_after_ten_minutes_and_a_release_at_once(
    chain: list[Release], source: CountySource, visitor: Visitor, clock: MovableClock, statements: list[str]
) -> None:
    visitor.visit(CHECK)
    change_a_figure(chain)
    db.session.commit()
    statements.clear()
    assert "Geprüfte Veröffentlichungen: 3" in visitor.visit(CHECK).text
    assert not any("csv_bytes" in statement for statement in statements)
    clock.move(timedelta(minutes=10))
    assert "Mindestens eine" in visitor.visit(CHECK).text
    chain[1].json_bytes = chain[1].json_bytes.replace(b'"n_rounded":1600', b'"n_rounded":1500')
    db.session.commit()
    released(source)
    assert "Geprüfte Veröffentlichungen: 4" in visitor.visit(CHECK).text
