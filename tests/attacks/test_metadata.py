"""Is there any column in which a trace of a person or a moment could be kept beside an answer?"""

import pytest
from flask import Flask
from sqlalchemy import Column, DateTime, Identity, Integer, MetaData, String, Table, func, inspect

from participation.extensions import db

PROMISED = {
    "answer": {"id", "survey_id", "version", "payload"},
    "free_text": {"id", "survey_id", "question", "town", "text", "theme_id"},
    "ledger": {"attempt_hash", "survey_id", "token_hash"},
}
"""All that these tables may hold (docs/architecture.md)."""


def found_in(metadata: MetaData) -> list[str]:
    """Every column of the tables of answers that was not promised, or that the database fills by itself."""
    return [
        f"{table}.{column.name}"
        for table, promised in PROMISED.items()
        for column in metadata.tables[table].columns
        if column.name not in promised
        or any((column.server_default, column.server_onupdate, column.identity, column.computed))
    ]


def reflected() -> MetaData:
    """The tables as they are in the database."""
    metadata = MetaData()
    metadata.reflect(db.engine)
    return metadata


@pytest.mark.attack
def test_tables_of_answers_have_exactly_the_promised_columns(app: Flask) -> None:
    for metadata in (db.metadata, reflected()):
        assert found_in(metadata) == []
        for table, promised in PROMISED.items():
            assert {column.name for column in metadata.tables[table].columns} == promised


@pytest.mark.attack
def test_nothing_else_points_to_an_answer_or_an_attempt(app: Flask) -> None:
    for table in reflected().tables.values():
        for key in table.foreign_keys:
            assert key.column.table.name not in PROMISED, f"{table.name} points to {key.column.table.name}"
    for table_name in PROMISED:
        assert {key["referred_table"] for key in inspect(db.engine).get_foreign_keys(table_name)} <= {"survey", "theme"}


@pytest.mark.attack
def test_no_table_at_all_keeps_where_a_visitor_came_from(app: Flask) -> None:
    names = {f"{table.name}.{column.name}" for table in reflected().tables.values() for column in table.columns}
    telling = {name for name in names if any(word in name.split(".")[1] for word in ("ip_", "user_agent", "remote"))}
    assert telling == set()


@pytest.mark.attack
def test_tables_of_answers_keep_no_row_number(app: Flask) -> None:
    for table in PROMISED:
        options = inspect(db.engine).get_table_options(table)
        assert options == {"sqlite": {"sqlite_with_rowid": False}, "postgresql": {}}[db.engine.dialect.name], table


@pytest.mark.attack
def test_control_a_moment_or_a_number_beside_an_answer_is_noticed() -> None:
    unsafe = MetaData()
    for table, promised in PROMISED.items():
        columns = [Column(name, String) for name in sorted(promised)]
        Table(table, unsafe, *columns)
    assert found_in(unsafe) == []
    unsafe.tables["answer"].append_column(Column("sent_at", DateTime))
    unsafe.tables["ledger"].append_column(Column("number", Integer, Identity()))
    filled = Column("town", String, server_default=func.current_timestamp())
    unsafe.tables["free_text"].append_column(filled, replace_existing=True)
    assert found_in(unsafe) == ["answer.sent_at", "free_text.town", "ledger.number"]
