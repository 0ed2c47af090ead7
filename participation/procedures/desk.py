"""Procedures elsewhere at the desk."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from participation.access import authorise, organisations_for, requires
from participation.accounts.sessions import signed_in
from participation.clock import now
from participation.extensions import db
from participation.formatting import zone
from participation.i18n import current_language
from participation.organisations.queries import organisations_by_id
from participation.paging import page_of
from participation.permissions import Permission
from participation.procedures import actions, queries
from participation.procedures.forms import ProcedureForm, procedure_form
from participation.procedures.models import Procedure
from participation.procedures.rules import is_shown
from participation.workstreams.queries import workstreams, workstreams_by_public_id

blueprint = Blueprint("procedures", __name__, url_prefix="/verwaltung/verfahren")


@blueprint.get("/")
@requires(Permission.EDIT_PROCEDURES)
def index() -> str:
    page = page_of(queries.procedures(organisations_for(Permission.EDIT_PROCEDURES)), request.args)
    today = now().astimezone(zone()).date()
    shown = {one.public_id for one in page.items if is_shown(one.opens_on, one.closes_on, today)}
    return render_template("procedures/desk/index.html", page=page, shown=shown, today=today)


@blueprint.get("/neu")
@requires(Permission.EDIT_PROCEDURES)
def new() -> str:
    return render_template("procedures/desk/edit.html", form=_offering(procedure_form()), procedure=None)


@blueprint.post("/neu")
@requires(Permission.EDIT_PROCEDURES)
def create() -> Response | tuple[str, int]:
    form = _offering(procedure_form())
    if not form.validate_on_submit():
        return render_template("procedures/desk/edit.html", form=form, procedure=None), 422
    owners = organisations_by_id(organisations_for(Permission.EDIT_PROCEDURES))
    actions.create_procedure(form.facts(owners), workstreams_by_public_id(form.workstreams.data), signed_in(), now())
    return _saved(_("The procedure has been entered."))


@blueprint.get("/<public_id>")
@requires(Permission.EDIT_PROCEDURES)
def edit(public_id: str) -> str:
    procedure = _own(public_id)
    form = _offering(procedure_form(procedure))
    return render_template("procedures/desk/edit.html", form=form, procedure=procedure)


@blueprint.post("/<public_id>")
@requires(Permission.EDIT_PROCEDURES)
def update(public_id: str) -> Response | tuple[str, int]:
    procedure = _own(public_id)
    form = _offering(procedure_form(procedure))
    if not form.validate_on_submit():
        return render_template("procedures/desk/edit.html", form=form, procedure=procedure), 422
    owners = organisations_by_id(organisations_for(Permission.EDIT_PROCEDURES))
    about = workstreams_by_public_id(form.workstreams.data)
    actions.update_procedure(procedure, form.facts(owners), about, signed_in(), now())
    return _saved(_("Saved."))


@blueprint.post("/<public_id>/loeschen")
@requires(Permission.EDIT_PROCEDURES)
def delete(public_id: str) -> Response:
    actions.delete_procedure(_own(public_id), signed_in(), now())
    return _saved(_("The procedure has been deleted."))


def _saved(sentence: str) -> Response:
    db.session.commit()
    flash(sentence, "success")
    return redirect(url_for("procedures.index"))


def _own(public_id: str) -> Procedure:
    procedure = queries.procedure_by_public_id(public_id) or abort(404)
    authorise(Permission.EDIT_PROCEDURES, procedure.organisation_id)
    return procedure


def _offering(form: ProcedureForm) -> ProcedureForm:
    owners = organisations_by_id(organisations_for(Permission.EDIT_PROCEDURES))
    form.offer(owners, workstreams(), current_language().tag)
    return form
