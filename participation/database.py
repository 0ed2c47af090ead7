"""SQLite set up the way one server needs it, or PostgreSQL; both behind the same session."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psycopg
from flask import Flask
from psycopg import sql
from sqlalchemy import Engine, event, insert
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from participation.config import make_private
from participation.extensions import Base, db, migrate

PRIVATE = {"hide_parameters": True}  # what people wrote must not reach a log through a failing statement
MIGRATIONS = Path(__file__).parent / "migrations"


def init_app(app: Flask) -> None:
    """Binds the session to the configured database."""
    url = make_url(app.config["SQLALCHEMY_DATABASE_URI"])
    if url.get_backend_name() == "sqlite":
        if url.database:
            make_private(Path(url.database).parent)
        app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {**PRIVATE, "connect_args": {"timeout": 30}}
    else:
        app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {**PRIVATE, "pool_pre_ping": True}
    db.init_app(app)
    migrate.init_app(app, db, directory=str(MIGRATIONS))


class RefusedRowsError(SQLAlchemyError):
    """The database did not take the rows. Names the kind of refusal only: its own words repeat what people wrote."""


def insert_rows(model: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Adds rows of plain values, all with the same columns, in this order, to the session's transaction.

    Past the session and its objects, which cost more than the database; on PostgreSQL as one COPY, which also spares
    the server a statement for each row. Raises SQLAlchemyError, without any value, when the database refuses them.
    """
    if not rows:
        return
    connection = db.session.connection()
    if connection.dialect.name != "postgresql":
        connection.execute(insert(model), rows)
        return
    columns = list(rows[0])
    names = sql.SQL(", ").join(map(sql.Identifier, columns))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(model.__tablename__), names)
    driver: Any = connection.connection.driver_connection
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row([row[column] for column in columns])
    except psycopg.Error as error:
        raise RefusedRowsError(f"{model.__tablename__}: {type(error).__name__}") from None


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: object) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA secure_delete=ON")  # deleted answers leave no bytes behind in the file
    cursor.execute("PRAGMA busy_timeout=30000")
    cursor.close()
