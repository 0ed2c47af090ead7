"""The sign of life."""

from flask import Blueprint

from participation.access import public
from participation.organisations import queries

blueprint = Blueprint("organisations", __name__)


@blueprint.get("/healthz")
@public
def health() -> tuple[str, int, dict[str, str]]:
    queries.database_answers()
    return "ok\n", 200, {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}
