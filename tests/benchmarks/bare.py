"""The neighbour: a Flask application of a few lines that takes the same form and keeps it as one JSON row.

Server settings, pool and durability are those of the product (on SQLite importing ``participation.database`` brings the
pragmas; on PostgreSQL it is even spared the product's look at each connection). It checks nothing and hides nothing.
Run as a program: ``python -m tests.benchmarks.bare PORT`` with ``BARE_DATABASE`` (SQLAlchemy address) and
``BARE_PAGE`` (file that it hands out at ``/page``, gzipped beforehand) in the environment.
"""

import json
import os
import sys
from pathlib import Path

from flask import Flask, Response, request
from sqlalchemy import Column, Integer, MetaData, Table, Text, create_engine, insert

import participation.database
from participation.serving import serve_web

WORKERS = 2
answers = Table("answer", MetaData(), Column("id", Integer, primary_key=True), Column("payload", Text, nullable=False))


def make_app() -> Flask:
    """The application."""
    app = Flask(__name__)
    database = os.environ["BARE_DATABASE"]
    engine = create_engine(database, connect_args={"timeout": 30} if database.startswith("sqlite") else {})
    page = Path(os.environ["BARE_PAGE"]).read_bytes()

    @app.get("/page")
    def show() -> Response:
        return Response(page, headers={"Content-Encoding": "gzip"}, mimetype="text/html")

    @app.post("/answer")
    def answer() -> str:
        payload = json.dumps(request.form.to_dict(flat=False))
        with engine.begin() as connection:
            connection.execute(insert(answers).values(payload=payload))
        return "Thank you."

    return app


app = make_app()


def make_table(database: str) -> None:
    """The empty table, before the workers come."""
    engine = create_engine(database)
    answers.create(engine, checkfirst=True)
    engine.dispose()


if __name__ == "__main__":
    assert participation.database.MIGRATIONS  # imported for what it does to each SQLite connection
    make_table(os.environ["BARE_DATABASE"])
    serve_web("tests.benchmarks.bare:app", "127.0.0.1", int(sys.argv[1]), WORKERS)
