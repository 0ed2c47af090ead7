"""Pages of the instance itself: legal texts and the sign of life."""

from flask import Blueprint, render_template
from flask_babel import gettext as _

from participation.access import public
from participation.formatting import text
from participation.kit.markdown import safe_html
from participation.organisations import queries

blueprint = Blueprint("organisations", __name__)


@blueprint.get("/impressum")
@public
def imprint() -> str:
    return _legal("impressum", _("Legal notice"))


@blueprint.get("/datenschutz")
@public
def privacy() -> str:
    return _legal("datenschutz", _("Privacy"))


@blueprint.get("/barrierefreiheit")
@public
def accessibility() -> str:
    return _legal("barrierefreiheit", _("Accessibility"))


@blueprint.get("/healthz")
@public
def health() -> tuple[str, int, dict[str, str]]:
    queries.database_answers()
    return "ok\n", 200, {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}


def _legal(slug: str, title: str) -> str:
    """The page as the office wrote it, or, as every footer links here, that it is still to be written."""
    page = queries.legal_page(slug)
    body = safe_html(text(page.body)) if page else _("The office has not written this page yet.")
    return render_template("organisations/legal.html", title=text(page.title) if page else title, body=body)
