"""Reporting a barrier, from every footer."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from participation.access import public
from participation.barriers.actions import report_barrier
from participation.barriers.forms import barrier_form
from participation.clock import now
from participation.extensions import csrf, db
from participation.throttle import hard_limit

blueprint = Blueprint("barriers", __name__, url_prefix="/barriere-melden")
csrf.exempt(blueprint)  # no session to protect: a sealed moment and an invisible field take its place
LONGEST_PAGE = 300


@blueprint.get("/")
@public
def new() -> str:
    if "gesendet" in request.args:
        return render_template("barriers/thanks.html")
    return render_template("barriers/new.html", form=barrier_form(request.args.get("ort", "")[:LONGEST_PAGE]))


@blueprint.post("/")
@public
@hard_limit("barriers", per_minute=5)
def create() -> Response | tuple[str, int]:
    form = barrier_form()
    human = form.is_from_a_person()
    if not form.validate_on_submit() or not human:
        doubt = "" if human else _("This looked like an automatic entry. If it is not, please send it once more.")
        return render_template("barriers/new.html", form=form, doubt=doubt), 422
    report_barrier(form.page.data, form.text.data, form.email.data or "", now())
    db.session.commit()
    return redirect(url_for("barriers.new", gesendet=1))
