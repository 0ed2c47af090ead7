"""The strategy at the desk: measures, what they rest on, and the phases of the fields of action."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from participation.access import allowed, authorise, organisations_for, requires
from participation.accounts.sessions import signed_in
from participation.clock import now
from participation.extensions import db
from participation.formatting import text, zone
from participation.i18n import current_language
from participation.kit.downloads import every, table_file
from participation.kit.tables import Cell, Table
from participation.organisations.queries import county, organisations_by_id
from participation.paging import page_of
from participation.permissions import Permission
from participation.workstreams import actions, queries
from participation.workstreams.forms import FoundationForm, MeasureForm, PhaseForm, measure_form
from participation.workstreams.models import Measure
from participation.workstreams.trail import foundations, measure_address, possible_foundations
from participation.workstreams.words import STATUS_WORDS

blueprint = Blueprint("measures", __name__)


@blueprint.get("/verwaltung/massnahmen/")
@requires(Permission.EDIT_MEASURES)
def index() -> str:
    page = page_of(queries.measures(organisations_for(Permission.EDIT_MEASURES)), request.args)
    return render_template("workstreams/desk/index.html", page=page, foundations=foundations(page.items))


@blueprint.get("/verwaltung/massnahmen/tabelle")
@requires(Permission.EDIT_MEASURES)
def table() -> Response:
    columns = [_("Measure"), _("Status"), _("Responsible"), _("Fields of action"), _("Start"), _("To be done by")]
    rows = map(_row, every(queries.measures(organisations_for(Permission.EDIT_MEASURES))))
    return table_file(Table(_("Measures"), columns, rows, zone()))


@blueprint.get("/verwaltung/massnahmen/neu")
@requires(Permission.EDIT_MEASURES)
def new() -> str:
    return render_template("workstreams/desk/new.html", form=_offering(measure_form()))


@blueprint.post("/verwaltung/massnahmen/neu")
@requires(Permission.EDIT_MEASURES)
def create() -> Response | tuple[str, int]:
    form = _offering(measure_form())
    if not form.validate_on_submit():
        return render_template("workstreams/desk/new.html", form=form), 422
    owners = organisations_by_id(organisations_for(Permission.EDIT_MEASURES))
    workstreams = queries.workstreams_by_public_id(form.workstreams.data)
    measure = actions.create_measure(form.facts(owners), workstreams, signed_in(), now())
    db.session.commit()
    flash(_("The measure has been entered."), "success")
    return redirect(url_for("measures.edit", public_id=measure.public_id))


@blueprint.get("/verwaltung/massnahmen/<public_id>")
@requires(Permission.EDIT_MEASURES)
def edit(public_id: str) -> str:
    measure = _own_measure(public_id)
    return _edit_page(measure, _offering(measure_form(measure)), _foundation_form(measure))


@blueprint.post("/verwaltung/massnahmen/<public_id>")
@requires(Permission.EDIT_MEASURES)
def update(public_id: str) -> Response | tuple[str, int]:
    measure = _own_measure(public_id)
    form = _offering(measure_form(measure))
    if not form.validate_on_submit():
        return _edit_page(measure, form, _foundation_form(measure)), 422
    owners = organisations_by_id(organisations_for(Permission.EDIT_MEASURES))
    workstreams = queries.workstreams_by_public_id(form.workstreams.data)
    actions.update_measure(measure, form.facts(owners), workstreams, signed_in(), now())
    db.session.commit()
    flash(_("The measure has been saved."), "success")
    return redirect(url_for("measures.edit", public_id=public_id))


@blueprint.post("/verwaltung/massnahmen/<public_id>/grundlagen")
@requires(Permission.EDIT_MEASURES)
def add_foundation(public_id: str) -> Response | tuple[str, int]:
    measure = _own_measure(public_id)
    form = _foundation_form(measure)
    if not form.validate_on_submit():
        return _edit_page(measure, _offering(measure_form(measure, sent=False)), form), 422
    release, part = form.chosen()
    if actions.add_foundation(measure, release, part, signed_in(), now()):
        db.session.commit()
        flash(_("The measure now shows what it rests on."), "success")
    return redirect(url_for("measures.edit", public_id=public_id))


@blueprint.post("/verwaltung/massnahmen/<public_id>/grundlagen/entfernen")
@requires(Permission.EDIT_MEASURES)
def remove_foundation(public_id: str) -> Response:
    measure = _own_measure(public_id)
    cause = (request.form.get("kind", ""), request.form.get("id", ""))
    if not actions.remove_foundation(measure, cause, request.form.get("detail", ""), signed_in(), now()):
        abort(404)
    db.session.commit()
    flash(_("Removed."), "success")
    return redirect(url_for("measures.edit", public_id=public_id))


@blueprint.get("/verwaltung/handlungsfelder/")
@requires(Permission.EDIT_WORKSTREAMS)
def phases() -> str:
    return render_template(
        "workstreams/desk/phases.html",
        workstreams=queries.workstreams(),
        phases=queries.phases(),
        may_change=allowed(Permission.EDIT_WORKSTREAMS, _county_id()),
    )


@blueprint.post("/verwaltung/handlungsfelder/<slug>/phase")
@requires(Permission.EDIT_WORKSTREAMS)
def enter_phase(slug: str) -> Response:
    workstream = queries.workstream_by_slug(slug) or abort(404)
    authorise(Permission.EDIT_WORKSTREAMS, _county_id())
    stages = queries.phases()
    form = PhaseForm()
    form.offer(stages, current_language().tag)
    if not form.validate_on_submit():
        abort(400)
    phase = next(one for one in stages if one.slug == form.phase.data)
    actions.enter_phase(workstream, phase, signed_in(), now())
    db.session.commit()
    flash(_("The phase has been changed."), "success")
    return redirect(url_for("measures.phases"))


def _county_id() -> int:
    return (county() or abort(404)).id


def _row(measure: Measure) -> list[Cell]:
    fields = ", ".join(text(one.title) for one in measure.workstreams)
    status = str(STATUS_WORDS[measure.status])
    return [text(measure.title), status, measure.organisation.name, fields, measure.starts_on, measure.due_on]


def _own_measure(public_id: str) -> Measure:
    measure = queries.measure_by_public_id(public_id) or abort(404)
    authorise(Permission.EDIT_MEASURES, measure.organisation_id)
    return measure


def _offering(form: MeasureForm) -> MeasureForm:
    owners = organisations_by_id(organisations_for(Permission.EDIT_MEASURES))
    form.offer(owners, queries.workstreams(), current_language().tag)
    return form


def _foundation_form(measure: Measure) -> FoundationForm:
    form = FoundationForm()
    form.offer(possible_foundations(measure, current_language().tag))
    return form


def _edit_page(measure: Measure, form: MeasureForm, foundation_form: FoundationForm) -> str:
    return render_template(
        "workstreams/desk/edit.html",
        measure=measure,
        form=form,
        foundation_form=foundation_form,
        foundations=foundations([measure])[measure.public_id],
        public_address=measure_address(measure) if measure.workstreams else None,
    )
