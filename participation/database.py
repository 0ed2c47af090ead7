"""SQLite set up the way one server needs it, or PostgreSQL; both behind the same session."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from sqlalchemy import Engine, event, insert
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from participation.config import make_private
from participation.extensions import Base, db

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


def upgrade() -> None:
    """Creates the tables of the running application's database or brings them to the newest shape."""
    alembic().upgrade()


def alembic() -> Any:
    """Flask-Migrate, ready for the running application. Imported on demand: it would fill a tenth of each process."""
    import flask_migrate  # noqa: PLC0415  # see above

    if "migrate" not in current_app.extensions:
        app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001  # werkzeug's proxy
        flask_migrate.Migrate(compare_type=True, render_as_batch=True).init_app(app, db, directory=str(MIGRATIONS))
    return flask_migrate


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
    quote = connection.dialect.identifier_preparer.quote
    statement = f"COPY {quote(model.__tablename__)} ({', '.join(map(quote, columns))}) FROM STDIN"
    driver: Any = connection.connection.driver_connection
    refusal: type[Exception] = connection.dialect.loaded_dbapi.Error
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row([row[column] for column in columns])
    except refusal as error:
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
