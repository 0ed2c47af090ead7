"""Pages of the instance itself: legal texts and the sign of life."""

from flask import Blueprint, abort, render_template

from participation.access import public
from participation.formatting import text
from participation.kit.markdown import safe_html
from participation.organisations import queries

blueprint = Blueprint("organisations", __name__)


@blueprint.get("/impressum")
@public
def imprint() -> str:
    return _legal("impressum")


@blueprint.get("/datenschutz")
@public
def privacy() -> str:
    return _legal("datenschutz")


@blueprint.get("/barrierefreiheit")
@public
def accessibility() -> str:
    return _legal("barrierefreiheit")


@blueprint.get("/healthz")
@public
def health() -> tuple[str, int, dict[str, str]]:
    queries.database_answers()
    return "ok\n", 200, {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}


def _legal(slug: str) -> str:
    page = queries.legal_page(slug) or abort(404)
    return render_template("organisations/legal.html", page=page, body=safe_html(text(page.body)))
