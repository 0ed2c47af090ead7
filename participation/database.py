"""SQLite set up the way one server needs it, or PostgreSQL; both behind the same session."""

import sqlite3
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Engine, event
from sqlalchemy.engine import make_url

from participation.config import make_private
from participation.extensions import db, migrate

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
