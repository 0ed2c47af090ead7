"""What is kept how long: one list, which every table has a place in, and which is kept."""

import logging
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from participation.accounts.actions import end_session, start_session
from participation.accounts.models import FailedTries, StaffSession
from participation.accounts.queries import live_session
from participation.extensions import db
from participation.i18n import speaking
from participation.kept import Kept, impersonal, kept
from participation.retention.deletion import DeletionError, delete_due
from participation.retention.reading import duration, retention_rows, until
from tests.conftest import START
from tests.factories import make_account

HOUR = timedelta(hours=1)
DOCS = Path(__file__).parents[2] / "docs" / "retention.md"


def test_each_table_is_kept_for_a_time_or_says_why_it_names_nobody(app: Flask) -> None:
    placed = [table for one in kept() for table in one.tables] + list(impersonal())
    assert len(placed) == len(set(placed)), "a table stands in the list twice"
    assert set(placed) == set(db.metadata.tables), "see add_kept and add_impersonal of participation.kept"


def test_what_has_an_end_in_the_database_is_deleted_by_the_job(app: Flask) -> None:
    assert [str(one.what) for one in kept() if one.how_long and one.tables and one.delete is None] == []


def test_each_reason_is_a_sentence_for_people(app: Flask) -> None:
    rows = retention_rows()
    assert len(rows) > 5
    assert all(len(row.what) > 10 and len(row.why) > 10 and len(row.how_long) > 5 for row in rows)
    assert all(len(reason) > 10 for reason in impersonal().values())


def test_what_anybody_may_meet_comes_before_what_concerns_the_desk(app: Flask) -> None:
    order = [one.of_staff for one in kept()]
    assert order == sorted(order)
    assert set(order) == {False, True}


def test_the_list_speaks_the_readers_language(app: Flask) -> None:
    with speaking("de"):
        german = {row.tables: row.how_long for row in retention_rows()}
    with speaking("en"):
        english = {row.tables: row.how_long for row in retention_rows()}
    assert german["free_text",].startswith("90 Tage nach der Veröffentlichung des Ergebnisses")
    assert english["free_text",].startswith("90 days after the result was published")


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (HOUR, "1 Stunde"),
        (timedelta(hours=10), "10 Stunden"),
        (timedelta(days=1), "1 Tag"),
        (timedelta(days=90), "90 Tage"),
        (timedelta(days=365), "1 Jahr"),
        (timedelta(days=730), "2 Jahre"),
    ],
)
def test_lengths_read_as_people_say_them(app: Flask, length: timedelta, words: str) -> None:
    with speaking("de"):
        assert duration(length) == words
        assert until(length, "danach") == f"{words} danach"
        assert until(None, "danach") == "danach"


def test_the_docs_hold_the_list_as_the_command_prints_it(app: Flask) -> None:
    printed = app.test_cli_runner().invoke(args=["retention", "--language", "en"]).stdout
    assert printed in DOCS.read_text(encoding="utf-8"), "participation retention --language en says what belongs there"


def test_scripts_can_read_the_list(app: Flask) -> None:
    printed = app.test_cli_runner().invoke(args=["retention", "--json"])
    rows = printed.stdout
    assert printed.exit_code == 0
    assert '"tables": ["free_text"]' in rows


def test_one_deletion_that_fails_does_not_keep_the_others(
    app: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[datetime] = []

    def fail(now: datetime) -> int:
        raise OSError("the disk is full")

    def succeed(now: datetime) -> int:
        done.append(now)
        return 1

    words = _l("Status")
    entries = [Kept(words, words, None, words, delete) for delete in (fail, None, succeed)]
    monkeypatch.setitem(app.extensions, "kept", entries)
    with caplog.at_level(logging.ERROR), pytest.raises(DeletionError, match="1 deletions failed"):
        delete_due(START)
    assert done == [START]
    assert "the disk is full" in caplog.text


def test_sessions_are_forgotten_when_nobody_can_use_them_any_more(app: Flask) -> None:
    account = make_account()
    db.session.query(StaffSession).delete()
    start_session(account, START - 10 * HOUR)
    ended = live_session(start_session(account, START), START)
    assert ended is not None
    end_session(ended, START)
    live = start_session(account, START - 9 * HOUR)
    delete_due(START)
    assert db.session.scalar(select(func.count()).select_from(StaffSession)) == 1
    start_session(account, START)
    assert live_session(live, START - 9 * HOUR) is not None


def test_wrong_tries_are_forgotten_after_a_day(app: Flask) -> None:
    for number, last in enumerate((START - 25 * HOUR, START - 23 * HOUR)):
        db.session.add(FailedTries(key_hash=f"{number:064}", failures=3, last_at=last, next_at=last))
    delete_due(START)
    assert db.session.scalar(select(func.count()).select_from(FailedTries)) == 1
