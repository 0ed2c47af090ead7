"""Personal links: one secret for one person, one purpose and one thing, of which only a hash is kept."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import TypeVar

import pytest
from flask import Flask
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from participation.extensions import db
from participation.kit.personal_links import register_purpose
from participation.kit.personal_links.actions import delete_expired, issue, revoke, spend
from participation.kit.personal_links.models import PersonalLink
from participation.kit.personal_links.queries import link_of, link_purposes, live_link
from tests.conftest import START

HOUR = timedelta(hours=1)
Result = TypeVar("Result")


@pytest.fixture(autouse=True)
def _purposes(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two features that issue links."""
    monkeypatch.setitem(app.extensions, "link_purposes", {})
    register_purpose(app, "follow", _l("Status"))
    register_purpose(app, "register", _l("Start"))


def number_of_links() -> int | None:
    return db.session.scalar(select(func.count()).select_from(PersonalLink))


def test_a_link_leads_to_its_subject_and_only_its_hash_is_kept(app: Flask) -> None:
    secret = issue("follow", "abcdefghij", START)
    link = live_link("follow", secret, START + timedelta(days=3650))
    assert link is not None
    assert (link.subject, link.issued_at, link.once) == ("abcdefghij", START, False)
    row = db.session.execute(select(PersonalLink.__table__)).one()
    assert secret not in str(row)
    assert len(secret) >= 43


def test_made_up_secrets_and_other_purposes_open_nothing(app: Flask) -> None:
    secret = issue("follow", "abcdefghij", START)
    assert live_link("register", secret, START) is None
    for made_up in ("", "x", secret[:-1], secret + "A", secret.swapcase(), "\x00", "ä" * 5_000):
        assert live_link("follow", made_up, START) is None


def test_a_link_ends_on_time(app: Flask) -> None:
    secret = issue("follow", "abcdefghij", START, lasts=HOUR)
    assert live_link("follow", secret, START + HOUR - timedelta(microseconds=1)) is not None
    assert live_link("follow", secret, START + HOUR) is None
    assert link_of("follow", "abcdefghij", START + HOUR) is None


def test_a_new_link_kills_the_older_one_of_the_same_purpose_and_subject_only(app: Flask) -> None:
    other_subject, other_purpose = issue("follow", "other", START), issue("register", "abcdefghij", START)
    old = issue("follow", "abcdefghij", START, lasts=HOUR, once=True)
    seen = live_link("follow", old, START)
    new = issue("follow", "abcdefghij", START + HOUR)
    assert live_link("follow", old, START) is None
    assert seen is not None
    assert not spend(seen, START)
    renewed = live_link("follow", new, START + 2 * HOUR)
    assert renewed is not None
    assert (renewed.once, renewed.expires_at, renewed.issued_at) == (False, None, START + HOUR)
    assert live_link("follow", other_subject, START) is not None
    assert live_link("register", other_purpose, START) is not None


def test_a_link_for_one_use_is_spent_once_and_leaves_nothing(app: Flask) -> None:
    secret = issue("register", "abcdefghij", START, lasts=HOUR, once=True)
    link = live_link("register", secret, START)
    assert link is not None
    assert spend(link, START)
    assert not spend(link, START)
    assert live_link("register", secret, START) is None
    assert number_of_links() == 0


def test_other_links_can_be_used_again_until_they_end(app: Flask) -> None:
    secret = issue("follow", "abcdefghij", START, lasts=HOUR)
    link = live_link("follow", secret, START)
    assert link is not None
    assert spend(link, START)
    assert spend(link, START)
    assert not spend(link, START + HOUR)


def test_what_ends_between_looking_and_using_is_not_spent(app: Flask) -> None:
    link = live_link("register", issue("register", "abcdefghij", START, lasts=HOUR, once=True), START)
    assert link is not None
    assert not spend(link, START + HOUR)


def test_a_revoked_link_is_gone(app: Flask) -> None:
    secret = issue("follow", "abcdefghij", START)
    issue("register", "abcdefghij", START)
    assert revoke("follow", "abcdefghij", START) == 1
    assert live_link("follow", secret, START) is None
    assert revoke("follow", "abcdefghij", START) == 0
    assert number_of_links() == 1


def test_revoking_does_not_count_what_had_ended_by_itself(app: Flask) -> None:
    issue("follow", "abcdefghij", START, lasts=HOUR)
    assert revoke("follow", "abcdefghij", START + HOUR) == 0
    assert number_of_links() == 0


def test_expired_links_are_deleted_by_the_job(app: Flask) -> None:
    issue("follow", "ends", START, lasts=HOUR)
    issue("follow", "lasts", START, lasts=2 * HOUR)
    issue("follow", "for ever", START)
    db.session.commit()
    delete_expired(START + HOUR)
    assert set(db.session.scalars(select(PersonalLink.subject))) == {"lasts", "for ever"}


def test_nobody_issues_links_without_saying_what_for(app: Flask) -> None:
    with pytest.raises(ValueError, match="nobody registered"):
        issue("guess", "abcdefghij", START)
    with pytest.raises(ValueError, match="two purposes"):
        register_purpose(app, "follow", _l("Status"))
    assert str(link_purposes()["register"])


def test_of_many_who_spend_in_the_same_moment_one_succeeds(app: Flask) -> None:
    secret = issue("register", "abcdefghij", START, once=True)
    db.session.commit()

    def use() -> bool:
        link = live_link("register", secret, START)
        assert link is not None
        together.wait(timeout=30)
        return spend(link, START)

    together = Barrier(4)
    assert sum(at_once(app, use, 4)) == 1


def test_of_many_links_issued_in_the_same_moment_one_remains(app: Flask) -> None:
    together = Barrier(4)

    def renew() -> str:
        together.wait(timeout=30)
        return issue("follow", "abcdefghij", START)

    secrets = at_once(app, renew, 4)
    assert sum(live_link("follow", secret, START) is not None for secret in secrets) == 1


def at_once(app: Flask, act: Callable[[], Result], people: int) -> list[Result]:
    """What so many people get who do this at the same moment, each in a transaction of their own."""

    def run(_number: int) -> Result:
        with app.app_context():
            result = act()
            db.session.commit()
            return result

    with ThreadPoolExecutor(people) as pool:
        return list(pool.map(run, range(people)))
