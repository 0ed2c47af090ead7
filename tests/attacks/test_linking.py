"""Can whoever holds the whole database say which answer, text and attempt belong together, or when each came?"""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise, product
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from participation.extensions import db
from surveys.answering.attempts import read
from surveys.answering.state import state
from surveys.models import Survey
from surveys.rules import MOVE_AT_LEAST
from tests.faults.serving import canonical
from tests.sizes import size
from tests.surveys.steps import answered, moved, opened, path_of, payload, settled, sheet

PEOPLE = size(2_000)
TOGETHER = 25  # so many are moved at a time
BY_CHANCE = 20  # correct guesses that nobody reaches by guessing: one is expected
HIDDEN_ORDERS = {"sqlite": ("rowid",), "postgresql": ("ctid", "xmin::text::bigint, ctid", "cmin::text::bigint, ctid")}
PAGE_BYTES = {"sqlite": 4096, "postgresql": 8192}
TABLES = {"answer": ("id", "payload"), "ledger": ("attempt_hash", "attempt_hash"), "free_text": ("id", "text")}
"""Table -> its key and the column by which the test knows whose row it is."""

Orders = dict[str, list[int]]


def words(number: int) -> str:
    return f"Gedanke {hashlib.sha256(str(number).encode()).hexdigest()}"


def people_answer(app: Flask, survey: Survey) -> dict[str, dict[str, int]]:
    """Everybody answers, one after the other; gives what each table keeps of whom, as only the test can know."""
    client, key, known = app.test_client(), state().attempt_key, {table: dict[str, int]() for table in TABLES}
    for number in range(PEOPLE):
        attempt = read(key, survey.public_id, answered(client, path_of(survey), sheet(number, words(number))))
        assert attempt is not None
        known["ledger"][attempt.id_hash] = known["answer"][canonical(payload(number))] = number
        known["free_text"][words(number)] = number
        if number % TOGETHER == TOGETHER - 1:
            assert moved() == TOGETHER
    return known


def orders(table: str, key: str, column: str, known: dict[str, int]) -> Orders:
    """The people of a table in every order that can be got out of it."""
    clauses = ["", f"ORDER BY {key}"]
    clauses += [f"ORDER BY {hidden}" for hidden in HIDDEN_ORDERS[db.engine.dialect.name]]
    found: Orders = {}
    for clause in clauses:
        with suppress(DBAPIError), db.engine.connect() as connection:  # there may be no such hidden column
            rows = connection.execute(text(f"SELECT {column} FROM {table} {clause}")).scalars()
            found[clause or "as read"] = [known[row] for row in rows if row in known]
    content = on_the_disk(table)
    places = {number: content.find(marker.encode()) for marker, number in known.items()}
    assert min(places.values()) >= 0, "everything can be found on the disk"
    page = PAGE_BYTES[db.engine.dialect.name]
    found["on the disk"] = sorted(places, key=places.__getitem__)
    found["page by page"] = sorted(places, key=lambda number: (places[number] // page, -places[number]))
    return found


def on_the_disk(table: str) -> bytes:
    """The bytes of the file that holds the table."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if db.engine.dialect.name == "sqlite":
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
            return Path(str(db.engine.url.database)).read_bytes()
        connection.execute(text("CHECKPOINT"))
        folder = str(connection.execute(text("SHOW data_directory")).scalar_one())
        path = str(connection.execute(text("SELECT pg_relation_filepath(:table)"), {"table": table}).scalar_one())
        return Path(folder, path).read_bytes()


def guesses(tables: list[Orders]) -> Iterator[tuple[str, int]]:
    """Every way to pair two orders, forwards and backwards, with the number of people who are linked correctly.

    Also how many stand beside somebody who came directly before or after them: for orders that are whole in parts.
    """
    for number, first in enumerate(tables):
        for name, order in first.items():
            if name != "in time":
                yield f"neighbours {name}", sum(abs(one - other) == 1 for one, other in pairwise(order))
        for second in tables[number + 1 :]:
            for (one, left), (other, right) in product(first.items(), second.items()):
                yield f"{one} / {other}", sum(a == b for a, b in zip(left, right, strict=True))
                yield f"{one} / {other} reversed", sum(a == b for a, b in zip(left, reversed(right), strict=True))


def attack(known: dict[str, dict[str, int]]) -> tuple[str, int]:
    """The best guess, with the time of each answer as somebody sees it who watches the network."""
    in_time: Orders = {"in time": list(range(PEOPLE))}
    return max(
        guesses([in_time, *(orders(table, *columns, known[table]) for table, columns in TABLES.items())]),
        key=lambda guess: guess[1],
    )


@pytest.mark.attack
def test_answers_texts_and_attempts_cannot_be_put_together(app: Flask) -> None:
    survey = opened()
    known = people_answer(app, survey)
    how, links = attack(known)
    assert links <= 4 * PEOPLE / TOGETHER, f"while open, at most a batch is known of anybody: {how}"
    assert all(number >= MOVE_AT_LEAST for number in transactions())
    settled(survey)
    how, links = attack(known)
    assert links <= BY_CHANCE, f"after the end nothing is known: {how}"
    assert len(transactions()) <= 1


def transactions() -> list[int]:
    """How many answers each transaction wrote, as far as the database still knows."""
    if db.engine.dialect.name == "sqlite":
        return []
    counted = text("SELECT count(*) FROM answer GROUP BY xmin::text")
    return list(db.session.scalars(counted))


@pytest.mark.attack
def test_control_tables_in_order_of_arrival_link_everybody(app: Flask) -> None:
    known = {"seen_answer": dict[str, int](), "seen_attempt": dict[str, int]()}
    with db.engine.begin() as connection:
        for table in known:
            connection.execute(text(f"CREATE TABLE {table} (marker TEXT)"))
    try:
        with db.engine.connect() as connection:  # one for all, since each fills pages of its own
            for number in range(PEOPLE):
                for table, marker in (("seen_answer", canonical(payload(number))), ("seen_attempt", words(number))):
                    connection.execute(text(f"INSERT INTO {table} VALUES (:marker)"), {"marker": marker})
                    known[table][marker] = number
                connection.commit()
        found = [orders(table, "marker", "marker", numbers) for table, numbers in known.items()]
        hidden = [f"ORDER BY {name}" for name in HIDDEN_ORDERS[db.engine.dialect.name]]
        assert dict(guesses(found))["neighbours page by page"] > 0.9 * PEOPLE
        for way in [*hidden, "as read"]:
            assert found[0][way] == found[1][way] == list(range(PEOPLE)), way
        assert max(links for _, links in guesses(found)) == PEOPLE
    finally:
        with db.engine.begin() as connection:
            for table in known:
                connection.execute(text(f"DROP TABLE {table}"))
