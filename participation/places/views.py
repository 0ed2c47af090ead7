"""The county and its towns as everybody meets them."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug import Response

from participation.access import public
from participation.i18n import current_language
from participation.paging import page_of
from participation.places import queries
from participation.places.panels import drawn
from participation.summaries.queries import releases_of
from participation.summaries.reading import facts, read_group

blueprint = Blueprint("places", __name__, url_prefix="/orte")
RELEASES_AT_ONCE = 3


@blueprint.get("/")
@public
def index() -> str:
    return render_template("places/index.html", places=queries.places())


@blueprint.get("/<slug>/")
@public
def show(slug: str) -> str | Response:
    place = queries.place_by_slug(slug)
    if place is None:
        moved = queries.place_formerly(slug) or abort(404)
        return redirect(url_for("places.show", slug=moved.slug), 301)
    owners = {place.id} if place.parent_id is None else {place.id, place.parent_id}
    page = page_of(releases_of(owners), request.args, RELEASES_AT_ONCE)
    files, language = {one.public_id: one.json_bytes for one in page.items}, current_language().tag
    return render_template(
        "places/show.html",
        place=place,
        panels=drawn(place),
        page=page,
        facts={public_id: facts(json_bytes) for public_id, json_bytes in files.items()},
        figures={key: read_group(json_bytes, language, "town", place.ags or "") for key, json_bytes in files.items()},
    )
