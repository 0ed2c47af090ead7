"""A survey once more, like last year: what is proposed, and making it."""

from datetime import date, datetime

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug import Response

from participation.access import requires
from participation.accounts.sessions import signed_in
from participation.clock import now
from participation.extensions import db
from participation.formatting import zone
from participation.permissions import Permission
from surveys import queries
from surveys.actions import repeat_survey
from surveys.desk.blueprint import blueprint, survey_for
from surveys.desk.forms import RepeatForm, repeat_form
from surveys.models import Survey
from surveys.planning.repetition import Repetition, naming_year, proposed
from surveys.questionnaire import Questionnaire, load


@blueprint.get("/<public_id>/wiederholen")
@requires(Permission.EDIT_SURVEYS)
def new_repetition(public_id: str) -> str:
    survey = survey_for(Permission.EDIT_SURVEYS, public_id)
    return _page(survey, repeat_form(_proposal(survey), _today()))


@blueprint.post("/<public_id>/wiederholen")
@requires(Permission.EDIT_SURVEYS)
def create_repetition(public_id: str) -> Response | tuple[str, int]:
    survey = survey_for(Permission.EDIT_SURVEYS, public_id)
    form = repeat_form(_proposal(survey), _today())
    if not form.validate_on_submit():
        return _page(survey, form), 422
    made = repeat_survey(survey, form.wanted(), signed_in(), now())
    db.session.commit()
    flash(_("The new survey is in preparation. Try it before you open it."), "success")
    return redirect(url_for("surveys_desk.show", public_id=made.public_id))


def _proposal(survey: Survey) -> Repetition:
    first, last = _days(survey)
    return proposed(_questionnaire(survey), first, last, _year(survey), _today())


def _page(survey: Survey, form: RepeatForm) -> str:
    first, last = _days(survey)
    year = _year(survey)
    return render_template(
        "surveys/desk/repeat.html",
        survey=survey,
        form=form,
        proposal=_proposal(survey),
        first=first,
        last=last,
        year=year,
        naming=list(naming_year(_questionnaire(survey), year)),
        places=queries.poster_count(survey),
    )


def _days(survey: Survey) -> tuple[date | None, date | None]:
    """First and last day, as planned, else as it happened."""
    return survey.opens_on or _day(survey.opened_at), survey.closes_on or _day(survey.closed_at)


def _year(survey: Survey) -> int:
    """The year that the survey was made for."""
    first, last = _days(survey)
    return (first or last or queries.current_version(survey).created_at.astimezone(zone()).date()).year


def _questionnaire(survey: Survey) -> Questionnaire:
    return load(queries.current_version(survey).definition)


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(zone()).date() if moment else None


def _today() -> date:
    return now().astimezone(zone()).date()
