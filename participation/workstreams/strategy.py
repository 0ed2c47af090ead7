"""The strategy's shape at the desk: fields of action, the sections they stand in and the phases they move through."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug import Response

from participation.access import requires
from participation.accounts.sessions import signed_in
from participation.clock import now
from participation.county_access import authorise_for_county
from participation.extensions import db
from participation.i18n import current_language
from participation.permissions import Permission
from participation.workstreams import actions, queries
from participation.workstreams.forms import DirectionForm, HeadingForm, WorkstreamForm, workstream_form
from participation.workstreams.models import Phase, Section, Workstream
from participation.workstreams.words import HEADING_WORDS

blueprint = Blueprint("strategy", __name__, url_prefix="/verwaltung")
HEADINGS: dict[str, type[Section] | type[Phase]] = {"abschnitte": Section, "phasen": Phase}


@blueprint.get("/handlungsfelder/neu")
@requires(Permission.EDIT_WORKSTREAMS)
def new() -> str:
    authorise_for_county(Permission.EDIT_WORKSTREAMS)
    return _edit_page(workstream_form(), None)


@blueprint.post("/handlungsfelder/neu")
@requires(Permission.EDIT_WORKSTREAMS)
def create() -> Response | tuple[str, int]:
    authorise_for_county(Permission.EDIT_WORKSTREAMS)
    form = _offering(workstream_form(), None)
    if not queries.phases() or not form.validate_on_submit():
        return _edit_page(form, None), 422
    actions.create_workstream(form.facts(queries.headings(Section)), signed_in(), now())
    return _saved(_("The field of action has been entered."))


@blueprint.get("/handlungsfelder/<slug>/bearbeiten")
@requires(Permission.EDIT_WORKSTREAMS)
def edit(slug: str) -> str:
    workstream = _known(slug)
    return _edit_page(workstream_form(workstream), workstream)


@blueprint.post("/handlungsfelder/<slug>/bearbeiten")
@requires(Permission.EDIT_WORKSTREAMS)
def update(slug: str) -> Response | tuple[str, int]:
    workstream = _known(slug)
    form = _offering(workstream_form(workstream), workstream)
    if not form.validate_on_submit():
        return _edit_page(form, workstream), 422
    actions.update_workstream(workstream, form.facts(queries.headings(Section)), signed_in(), now())
    return _saved(_("Saved."))


@blueprint.post("/handlungsfelder/<slug>/verschieben")
@requires(Permission.EDIT_WORKSTREAMS)
def move(slug: str) -> Response:
    workstream, form = _known(slug), DirectionForm()
    if not form.validate_on_submit():
        abort(400)
    actions.move_workstream(workstream, form.richtung.data, signed_in(), now())
    return _saved(_("Moved."))


@blueprint.post("/handlungsfelder/<slug>/loeschen")
@requires(Permission.EDIT_WORKSTREAMS)
def delete(slug: str) -> Response:
    if actions.delete_workstream(_known(slug), signed_in(), now()):
        return _saved(_("The field of action has been deleted."))
    flash(_("It cannot be deleted: measures, procedures or results belong to it."), "warning")
    return redirect(url_for("strategy.edit", slug=slug))


@blueprint.get("/strategie/<key>/")
@requires(Permission.EDIT_WORKSTREAMS)
def headings(key: str) -> str:
    return _headings_page(key, HeadingForm())


@blueprint.post("/strategie/<key>/")
@requires(Permission.EDIT_WORKSTREAMS)
def create_heading(key: str) -> Response | tuple[str, int]:
    kind, form = _kind(key), HeadingForm()
    if not form.validate_on_submit():
        return _headings_page(key, form), 422
    actions.create_heading(kind, form.title(), signed_in(), now())
    return _saved(_("Entered."), key)


@blueprint.post("/strategie/<key>/<slug>")
@requires(Permission.EDIT_WORKSTREAMS)
def rename_heading(key: str, slug: str) -> Response | tuple[str, int]:
    heading, form = _heading(key, slug), HeadingForm()
    if not form.validate_on_submit():
        return _headings_page(key, HeadingForm(formdata=None), slug, form), 422
    actions.rename_heading(heading, form.title(), signed_in(), now())
    return _saved(_("Saved."), key)


@blueprint.post("/strategie/<key>/<slug>/verschieben")
@requires(Permission.EDIT_WORKSTREAMS)
def move_heading(key: str, slug: str) -> Response:
    heading, form = _heading(key, slug), DirectionForm()
    if not form.validate_on_submit():
        abort(400)
    actions.move_heading(heading, form.richtung.data, signed_in(), now())
    return _saved(_("Moved."), key)


@blueprint.post("/strategie/<key>/<slug>/loeschen")
@requires(Permission.EDIT_WORKSTREAMS)
def delete_heading(key: str, slug: str) -> Response:
    if actions.delete_heading(_heading(key, slug), signed_in(), now()):
        return _saved(_("Deleted."), key)
    flash(_("It cannot be deleted while fields of action stand in it."), "warning")
    return redirect(url_for("strategy.headings", key=key))


def _saved(sentence: str, key: str = "") -> Response:
    db.session.commit()
    flash(sentence, "success")
    return redirect(url_for("strategy.headings", key=key) if key else url_for("measures.phases"))


def _known(slug: str) -> Workstream:
    workstream = queries.workstream_by_slug(slug) or abort(404)
    authorise_for_county(Permission.EDIT_WORKSTREAMS)
    return workstream


def _kind(key: str) -> type[Section] | type[Phase]:
    kind = HEADINGS.get(key) or abort(404)
    authorise_for_county(Permission.EDIT_WORKSTREAMS)
    return kind


def _heading(key: str, slug: str) -> Section | Phase:
    return queries.heading_by_slug(_kind(key), slug) or abort(404)


def _offering(form: WorkstreamForm, workstream: Workstream | None) -> WorkstreamForm:
    form.offer(queries.headings(Section), workstream, current_language().tag)
    return form


def _edit_page(form: WorkstreamForm, workstream: Workstream | None) -> str:
    ready = bool(queries.phases() and queries.headings(Section))
    form = _offering(form, workstream)
    return render_template("workstreams/desk/workstream.html", form=form, workstream=workstream, ready=ready)


def _headings_page(key: str, form: HeadingForm, renamed: str = "", refused: HeadingForm | None = None) -> str:
    return render_template(
        "workstreams/desk/headings.html",
        key=key,
        headings=queries.headings(_kind(key)),
        words=HEADING_WORDS[key],
        form=form,
        renamed=renamed,
        refused=refused,
    )
