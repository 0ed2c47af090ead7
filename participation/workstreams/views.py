"""The strategy as everybody sees it: fields of action, what people said, what is done."""

from itertools import groupby

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug import Response

from participation.access import public
from participation.following.feeds import feed_of
from participation.formatting import text
from participation.i18n import current_language
from participation.kit.markdown import safe_html
from participation.paging import page_of
from participation.summaries.queries import releases_for_workstream
from participation.summaries.reading import read
from participation.workstreams import panels, queries
from participation.workstreams.links import effects
from participation.workstreams.models import Workstream
from participation.workstreams.said import said

blueprint = Blueprint("workstreams", __name__)
RELEASES_AT_ONCE = 3


@blueprint.get("/handlungsfelder/")
@public
def index() -> str:
    sections = [list(group) for _section, group in groupby(queries.workstreams(), key=lambda one: one.section_id)]
    return render_template("workstreams/index.html", sections=sections, measure_counts=queries.measure_counts())


@blueprint.get("/handlungsfelder/<slug>/")
@public
def show(slug: str) -> str | Response:
    workstream = queries.workstream_by_slug(slug)
    if workstream is None:
        moved = queries.workstream_formerly(slug) or abort(404)
        return redirect(url_for("workstreams.show", slug=moved.slug), 301)
    measures = queries.measures_of(workstream)
    page = page_of(releases_for_workstream(workstream.key), request.args, RELEASES_AT_ONCE)
    return render_template(
        "workstreams/show.html",
        workstream=workstream,
        panels=panels.drawn(workstream),
        mission=safe_html(text(workstream.mission)),
        phases=queries.phases(),
        measures=measures,
        said=said(measures, current_language().tag),
        page=page,
        readings=[read(release.json_bytes, current_language().tag, workstream.key) for release in page.items],
    )


@blueprint.get("/handlungsfelder/<slug>/feed.atom")
@public
def feed(slug: str) -> Response:
    workstream = queries.workstream_by_slug(slug) or queries.workstream_formerly(slug) or abort(404)
    return feed_of("workstream", workstream.public_id)


@blueprint.get("/handlungsfelder/<slug>/massnahmen/<public_id>")
@public
def show_measure(slug: str, public_id: str) -> str | Response:
    measure = queries.measure_by_public_id(public_id) or abort(404)
    workstream = _one_of(measure.workstreams, slug)
    if workstream is None:
        moved = _one_of(measure.workstreams, (queries.workstream_formerly(slug) or abort(404)).slug) or abort(404)
        return redirect(url_for("workstreams.show_measure", slug=moved.slug, public_id=public_id), 301)
    return render_template(
        "workstreams/show_measure.html",
        workstream=workstream,
        measure=measure,
        said=said([measure], current_language().tag)[public_id],
        results=effects(queries.links_from("measure", [measure.public_id])),
    )


def _one_of(workstreams: list[Workstream], slug: str) -> Workstream | None:
    return next((one for one in workstreams if one.slug == slug), None)
