"""Deputies at the desk, and everybody's own absences."""

from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from participation.access import allowed, authorise, organisations_for, requires
from participation.accounts.sessions import signed_in
from participation.clock import now
from participation.deputies import actions, queries
from participation.deputies.duties import duties
from participation.deputies.forms import DeputyForm, SpanForm
from participation.errors import UserError
from participation.extensions import db
from participation.formatting import zone
from participation.organisations.queries import organisations_by_id
from participation.paging import page_of
from participation.permissions import Permission

blueprint = Blueprint("deputies", __name__)


@blueprint.get("/verwaltung/vertretungen/")
@requires(Permission.SEE_DESK)
def index() -> str:
    return _page(_form() if allowed(Permission.APPOINT_DEPUTIES) else None)


@blueprint.post("/verwaltung/vertretungen/")
@requires(Permission.APPOINT_DEPUTIES)
def create() -> Response | tuple[str, int]:
    form = _form()
    if not form.validate_on_submit() or not _appointed(form):
        return _page(form), 422
    db.session.commit()
    flash(_("The deputy has been appointed. It ends by itself after the last day."), "success")
    return redirect(url_for("deputies.index"))


@blueprint.post("/verwaltung/vertretungen/<public_id>/beenden")
@requires(Permission.APPOINT_DEPUTIES)
def withdraw(public_id: str) -> Response:
    deputy = queries.deputy_by_public_id(public_id, _today()) or abort(404)
    authorise(Permission.APPOINT_DEPUTIES, deputy.organisation_id)
    actions.withdraw(deputy, signed_in(), now())
    db.session.commit()
    flash(_("The deputy has been withdrawn."), "success")
    return redirect(url_for("deputies.index"))


@blueprint.get("/konto/abwesenheit")
@requires(Permission.SEE_DESK)
def absences() -> str:
    return _absences_page(_span_form())


@blueprint.post("/konto/abwesenheit")
@requires(Permission.SEE_DESK)
def enter_absence() -> Response | tuple[str, int]:
    form = _span_form()
    if not form.validate_on_submit():
        return _absences_page(form), 422
    actions.enter_absence(signed_in(), form.span(), now())
    db.session.commit()
    flash(_("Your absence has been entered."), "success")
    return redirect(url_for("deputies.absences"))


@blueprint.post("/konto/abwesenheit/<public_id>/loeschen")
@requires(Permission.SEE_DESK)
def delete_absence(public_id: str) -> Response:
    absence = queries.absence_by_public_id(signed_in(), public_id) or abort(404)
    actions.delete_absence(absence, signed_in(), now())
    db.session.commit()
    flash(_("Your absence has been deleted."), "success")
    return redirect(url_for("deputies.absences"))


def _page(form: DeputyForm | None) -> str:
    page = page_of(queries.deputies(organisations_for(Permission.SEE_DESK), _today()), request.args)
    return render_template("deputies/index.html", page=page, form=form, duties=duties(), today=_today())


def _form() -> DeputyForm:
    form = DeputyForm(data={"first_day": _today()})
    owners = organisations_by_id(organisations_for(Permission.APPOINT_DEPUTIES))
    form.offer(duties(), owners, queries.possible_deputies(signed_in()))
    form.today = _today()
    return form


def _appointed(form: DeputyForm) -> bool:
    """Appoints the deputy; when that cannot be, the reason is beside the field."""
    owners = organisations_by_id(organisations_for(Permission.APPOINT_DEPUTIES))
    owner = next(one for one in owners if one.public_id == form.organisation.data)
    person = next(one for one in queries.possible_deputies(signed_in()) if one.public_id == form.account.data)
    try:
        actions.appoint(duties()[form.duty.data], owner, person, form.span(), signed_in(), now())
    except UserError as error:
        form.account.errors = [str(error)]
        return False
    return True


def _absences_page(form: SpanForm) -> str:
    page = page_of(queries.absences(signed_in(), _today()), request.args)
    return render_template("deputies/absences.html", page=page, form=form)


def _span_form() -> SpanForm:
    form = SpanForm()
    form.today = _today()
    return form


def _today() -> date:
    return now().astimezone(zone()).date()
