"""The catalogue of releases, their files, and the page that recomputes the chain. Nothing here changes anything."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, Response, abort, render_template, request

from participation.access import public
from participation.clock import now
from participation.disclosure.canonical import sha256_hex
from participation.i18n import current_language
from participation.open_data.proof import proof
from participation.open_data.words import in_words
from participation.paging import page_of, page_of_list
from participation.summaries import queries
from participation.summaries.models import Release
from participation.summaries.reading import Facts, facts, read
from participation.summaries.sources import source_of

blueprint = Blueprint("open_data", __name__, url_prefix="/daten")
NEWEST = 3


@blueprint.get("/")
@public
def index() -> str:
    page = page_of(queries.releases(), request.args)
    return render_template("open_data/index.html", page=page, facts=_facts(page.items))


@blueprint.get("/<public_id>")
@public
def show(public_id: str) -> str:
    release = queries.release_by_public_id(public_id) or abort(404)
    source = source_of(release.source)
    return render_template(
        "open_data/show.html",
        release=release,
        facts=facts(release.json_bytes),
        view=read(release.json_bytes, current_language().tag),
        address=source.address(release.subject_id) if source else None,
        printed=queries.is_printed(release, current_language().tag),
    )


@blueprint.get("/<public_id>.json")
@public
def json_file(public_id: str) -> Response:
    release = queries.release_by_public_id(public_id) or abort(404)
    return _file(release.json_bytes, "application/json", f"{public_id}.json")


@blueprint.get("/<public_id>.csv")
@public
def csv_file(public_id: str) -> Response:
    release = queries.release_by_public_id(public_id) or abort(404)
    return _file(release.csv_bytes, "text/csv; charset=utf-8", f"{public_id}.csv")


@blueprint.get("/<public_id>.pdf")
@public
def pdf_file(public_id: str) -> Response:
    printed = queries.release_print(public_id, current_language().tag) or abort(404)
    response = Response(printed.data, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{public_id}-{printed.language}.pdf"'
    return response


@blueprint.get("/pruefen")
@public
def check() -> str:
    found = proof(now())
    page = page_of_list(found.verdicts, request.args)
    return render_template("open_data/check.html", proof=found, page=page, in_words=in_words)


def newest_panel() -> dict[str, Any] | None:
    """What the start page shows: the newest releases, once there are any."""
    releases = queries.newest_releases(NEWEST)
    return {"releases": releases, "facts": _facts(releases)} if releases else None


def _facts(releases: Iterable[Release]) -> dict[str, Facts]:
    return {release.public_id: facts(release.json_bytes) for release in releases}


def _file(data: bytes, content_type: str, name: str) -> Response:
    """A frozen file: anybody may fetch it from anywhere, and keep it for ever, for it never changes."""
    response = Response(data, content_type=content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.set_etag(sha256_hex(data))
    response.make_conditional(request)
    return response
