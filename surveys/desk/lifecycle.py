"""One survey from preparation to its last answer: its page, dates, opening, closing, what follows it."""

from datetime import date

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug import Response

from participation.access import authorise, requires
from participation.accounts.sessions import signed_in
from participation.clock import now
from participation.extensions import db
from participation.formatting import zone
from participation.i18n import current_language
from participation.organisations.queries import instance
from participation.permissions import Permission
from surveys import actions, queries
from surveys.actions import set_successor
from surveys.answering.state import state
from surveys.collecting import mover
from surveys.desk.blueprint import blueprint, locked_survey_for, survey_for
from surveys.desk.detail import facts, plan_summary
from surveys.desk.forms import DatesForm, SuccessorForm
from surveys.models import Survey
from surveys.rules import GRACE, SETTLING_MARGIN, SurveyStatus


@blueprint.get("/<public_id>/")
@requires(Permission.SEE_DESK)
def show(public_id: str) -> str:
    return _page(survey_for(Permission.SEE_DESK, public_id))


@blueprint.post("/<public_id>/termine")
@requires(Permission.EDIT_SURVEYS)
def set_dates(public_id: str) -> Response | tuple[str, int]:
    survey = locked_survey_for(Permission.EDIT_SURVEYS, public_id)
    if survey.status != SurveyStatus.PREPARING:
        authorise(Permission.OPEN_SURVEYS, survey.organisation_id)
    form = _dates_form(survey)
    if not form.validate_on_submit():
        return _page(survey, dates_form=form), 422
    opens_on = form.opens_on.data if "opens_on" in form else survey.opens_on
    actions.set_dates(survey, opens_on, form.closes_on.data, signed_in(), now())
    return _done(survey, _("The dates have been saved."))


@blueprint.get("/<public_id>/oeffnen")
@requires(Permission.OPEN_SURVEYS)
def confirm_opening(public_id: str) -> str:
    survey = survey_for(Permission.OPEN_SURVEYS, public_id)
    return render_template("surveys/desk/open.html", **plan_summary(survey))


@blueprint.post("/<public_id>/oeffnen")
@requires(Permission.OPEN_SURVEYS)
def open_(public_id: str) -> Response:
    survey = locked_survey_for(Permission.OPEN_SURVEYS, public_id)
    actions.open_survey(survey, signed_in(), now())
    response = _done(survey, _("The survey is open. Everything of the rehearsal has been erased."))
    mover.rewrite_tables()
    return response


@blueprint.get("/<public_id>/schliessen")
@requires(Permission.OPEN_SURVEYS)
def confirm_closing(public_id: str) -> str:
    survey = survey_for(Permission.OPEN_SURVEYS, public_id)
    return render_template("surveys/desk/close.html", survey=survey, grace_until=now() + GRACE)


@blueprint.post("/<public_id>/schliessen")
@requires(Permission.OPEN_SURVEYS)
def close(public_id: str) -> Response:
    survey = locked_survey_for(Permission.OPEN_SURVEYS, public_id)
    actions.close_survey(survey, signed_in(), now())
    return _done(survey, _("The survey is closed. Forms already begun are accepted for another day."))


@blueprint.post("/<public_id>/nachfrist-beenden")
@requires(Permission.OPEN_SURVEYS)
def settle(public_id: str) -> Response:
    """The demonstration does not wait a day: it acts as if the day were over. Elsewhere there is no such address."""
    survey = survey_for(Permission.OPEN_SURVEYS, public_id)
    if not instance().demo or survey.closed_at is None:
        abort(404)
    settled = mover.settle(state().reader, survey, survey.closed_at + GRACE + SETTLING_MARGIN)
    said = _("The day of grace has been ended. The survey can be summarised now.")
    return _done(survey, said if settled else _("The answers are just being collected. Please look again shortly."))


@blueprint.post("/<public_id>/nachfolgerin")
@requires(Permission.EDIT_SURVEYS)
def choose_successor(public_id: str) -> Response:
    survey = survey_for(Permission.EDIT_SURVEYS, public_id)
    following = queries.possible_successors(survey)
    form = SuccessorForm()
    form.offer(following, current_language().tag)
    if not form.validate_on_submit():
        abort(400)
    chosen = next((one for one in following if one.public_id == form.successor.data), None)
    set_successor(survey, chosen, signed_in(), now())
    return _done(survey, _("The next survey has been saved."))


def _done(survey: Survey, sentence: str) -> Response:
    """Commits, lets this process look anew, and shows the survey."""
    public_id = survey.public_id
    db.session.commit()
    state().forget()
    flash(sentence, "success")
    return redirect(url_for("surveys_desk.show", public_id=public_id))


def _page(survey: Survey, dates_form: DatesForm | None = None) -> str:
    successor = SuccessorForm(formdata=None, data={"successor": survey.successor.public_id if survey.successor else ""})
    successor.offer(queries.possible_successors(survey), current_language().tag)
    return render_template(
        "surveys/desk/show.html",
        **facts(survey),
        dates_form=dates_form or _dates_form(survey),
        successor_form=successor,
    )


def _dates_form(survey: Survey) -> DatesForm:
    form = DatesForm(data={"opens_on": survey.opens_on, "closes_on": survey.closes_on})
    if survey.status != SurveyStatus.PREPARING:
        del form.opens_on
    form.today = _today()
    return form


def _today() -> date:
    return now().astimezone(zone()).date()
