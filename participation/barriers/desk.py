"""Reported barriers at the desk."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug import Response

from participation.access import requires
from participation.accounts.sessions import signed_in
from participation.barriers import actions, queries
from participation.barriers.rules import ANSWER_WITHIN
from participation.clock import now
from participation.county_access import authorise_for_county
from participation.extensions import db
from participation.paging import page_of
from participation.permissions import Permission

blueprint = Blueprint("barrier_reports", __name__, url_prefix="/verwaltung/barrieren")


@blueprint.get("/")
@requires(Permission.EDIT_INSTANCE)
def index() -> str:
    authorise_for_county(Permission.EDIT_INSTANCE)
    page = page_of(queries.reports(), request.args)
    return render_template("barriers/desk/index.html", page=page, answer_within=ANSWER_WITHIN)


@blueprint.post("/<public_id>/beantwortet")
@requires(Permission.EDIT_INSTANCE)
def answer(public_id: str) -> Response:
    report = queries.report_by_public_id(public_id) or abort(404)
    authorise_for_county(Permission.EDIT_INSTANCE)
    actions.answer_report(report, signed_in(), now())
    db.session.commit()
    flash(_("Noted as answered. The report is deleted a year from now."), "success")
    return redirect(url_for("barrier_reports.index"))


def open_points() -> str:
    """How many reports wait, in words; empty when none does."""
    number = queries.unanswered()
    return ngettext("%(num)s report waits", "%(num)s reports wait", number) if number else ""
