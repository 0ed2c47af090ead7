"""The search for everybody, and the desk's, which finds what is being prepared too."""

from collections.abc import Collection
from typing import Any

from flask import Blueprint, render_template, request

from participation.access import organisations_for, public, requires
from participation.accounts.things import thing_page
from participation.i18n import current_language
from participation.kit.entries import trimmed
from participation.kit.search import queries
from participation.kit.search.folding import LONGEST_QUESTION, terms
from participation.kit.search.hits import DeskPage, hits
from participation.paging import page_of
from participation.permissions import Permission

blueprint = Blueprint("search", __name__)


@blueprint.get("/suche")
@public
def index() -> str:
    return render_template("search/index.html", **_found())


@blueprint.get("/verwaltung/suche")
@requires(Permission.SEE_DESK)
def desk() -> str:
    return render_template("search/desk.html", **_found(organisations_for(Permission.SEE_DESK), thing_page))


def _found(organisation_ids: Collection[int] = (), desk_page: DeskPage | None = None) -> dict[str, Any]:
    question = " ".join(trimmed(request.args.get("q", "")[:LONGEST_QUESTION]).split())
    wanted = terms(question)
    if not wanted:
        return {"question": question, "page": None, "hits": []}
    page = page_of(queries.entries(wanted, current_language().tag, organisation_ids), request.args)
    return {"question": question, "page": page, "hits": hits(page.items, wanted, desk_page)}
