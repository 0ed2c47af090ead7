"""The list of surveys, importing a questionnaire, and giving it back as a file."""

import json
from collections.abc import Sequence
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response as AnyResponse

from participation.access import organisations_for, requires
from participation.accounts.sessions import signed_in
from participation.clock import now
from participation.errors import UserError
from participation.extensions import db
from participation.formatting import text, zone
from participation.kit.downloads import every, table_file
from participation.kit.tables import Cell, Table
from participation.organisations.queries import organisations_by_id
from participation.paging import page_of
from participation.permissions import Permission
from surveys import queries
from surveys.actions import import_survey
from surveys.answering.state import state
from surveys.desk.blueprint import blueprint, survey_for
from surveys.desk.detail import collected_counts
from surveys.desk.forms import ImportForm
from surveys.models import Survey
from surveys.planning.checking import mistake
from surveys.questionnaire import DefinitionError
from surveys.rules import GRACE, SurveyStatus, shown_count
from surveys.words import STATUS_WORDS

PANEL_LENGTH = 10


@blueprint.get("/")
@requires(Permission.SEE_DESK)
def index() -> str:
    page = page_of(queries.surveys_of(organisations_for(Permission.SEE_DESK)), request.args)
    counts, tried = collected_counts(page.items), _tried(page.items)
    return render_template("surveys/desk/index.html", page=page, counts=counts, tried=tried)


@blueprint.get("/tabelle")
@requires(Permission.SEE_DESK)
def table() -> Response:
    columns = [_("Title"), _("State"), _("Answers"), _("Opens on"), _("Last day"), _("Organisation")]
    counts = queries.answer_counts()
    surveys = every(queries.surveys_of(organisations_for(Permission.SEE_DESK)))
    rows = (_row(survey, shown_count(counts.get(survey.id, 0))) for survey in surveys)
    return table_file(Table(_("Surveys"), columns, rows, zone()))


@blueprint.get("/neu")
@requires(Permission.EDIT_SURVEYS)
def new() -> str:
    return render_template("surveys/desk/new.html", form=_import_form())


@blueprint.post("/neu")
@requires(Permission.EDIT_SURVEYS)
def create() -> AnyResponse | tuple[str, int]:
    form = _import_form()
    survey = _imported(form) if form.validate_on_submit() else None
    if survey is None:
        db.session.rollback()
        return render_template("surveys/desk/new.html", form=form), 422
    db.session.commit()
    state().forget()
    flash(_("The questionnaire has been imported. Nobody can answer it before you open the survey."), "success")
    return redirect(url_for("surveys_desk.show", public_id=survey.public_id))


@blueprint.get("/<public_id>/fragebogen.json")
@requires(Permission.SEE_DESK)
def export(public_id: str) -> Response:
    survey = survey_for(Permission.SEE_DESK, public_id)
    definition = json.loads(queries.current_version(survey).definition)
    text = json.dumps(definition, ensure_ascii=False, indent=2) + "\n"
    headers = {"Content-Disposition": f'attachment; filename="{survey.slug}.json"'}
    return Response(text, mimetype="application/json", headers=headers)


def _tried(surveys: Sequence[Survey]) -> set[int]:
    return queries.tried([one.id for one in surveys if one.status == SurveyStatus.PREPARING])


def panel() -> dict[str, Any]:
    """What the desk's first page says about the surveys that somebody may look after."""
    own = organisations_for(Permission.SEE_DESK)
    statuses = (SurveyStatus.OPEN, SurveyStatus.CLOSED)
    running = queries.own_surveys_in(statuses, own, PANEL_LENGTH)
    counts = collected_counts(running)
    return {
        "running": [(survey, counts[survey.id]) for survey in running],
        "grace": GRACE,
    }


def _row(survey: Survey, count: int) -> list[Cell]:
    answers = count if survey.status != SurveyStatus.PREPARING else None
    first, last = (
        moment.astimezone(zone()).date() if moment else announced
        for moment, announced in ((survey.opened_at, survey.opens_on), (survey.closed_at, survey.closes_on))
    )
    return [text(survey.title), str(STATUS_WORDS[survey.status]), answers, first, last, survey.organisation.name]


def _import_form() -> ImportForm:
    form = ImportForm()
    form.offer(organisations_by_id(organisations_for(Permission.EDIT_SURVEYS)))
    return form


def _imported(form: ImportForm) -> Survey | None:
    """The survey, or None with every mistake of the file beside its field."""
    owners = organisations_by_id(organisations_for(Permission.EDIT_SURVEYS))
    owner = next(one for one in owners if one.public_id == form.organisation.data)
    try:
        return import_survey(form.file.data.read(), owner, signed_in(), now())
    except DefinitionError as error:
        form.file.errors = [mistake(problem) for problem in error.problems]
    except UserError as error:
        form.file.errors = [str(error)]
    return None
