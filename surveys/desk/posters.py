"""Posters: places with a short address each, and the sheets to hang up there."""

from math import ceil

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from participation import qr
from participation.access import requires
from participation.accounts.sessions import signed_in
from participation.clock import now
from participation.errors import UserError
from participation.extensions import db
from participation.i18n import current_language, speaking
from participation.languages import DEFAULT, LANGUAGES
from participation.mail.texts import absolute
from participation.organisations.queries import instance
from participation.paging import page_of
from participation.permissions import Permission
from surveys import queries
from surveys.actions import create_poster
from surveys.answering.trial import trial_path
from surveys.desk.blueprint import blueprint, survey_for
from surveys.desk.forms import PosterForm
from surveys.models import Poster, Survey
from surveys.questionnaire import Questionnaire, load
from surveys.rules import SurveyStatus, poster_count

FORMATS = ("a4", "a6")
SECONDS_A_QUESTION = 18
"""How long people take to answer one question of an ordinary questionnaire, for the duration on the sheet."""


@blueprint.get("/<public_id>/aushaenge/")
@requires(Permission.SEE_DESK)
def posters(public_id: str) -> str:
    survey = survey_for(Permission.SEE_DESK, public_id)
    return _list(survey, _poster_form(_questionnaire(survey)))


@blueprint.post("/<public_id>/aushaenge/")
@requires(Permission.EDIT_SURVEYS)
def add_poster(public_id: str) -> Response | tuple[str, int]:
    survey = survey_for(Permission.EDIT_SURVEYS, public_id)
    form = _poster_form(_questionnaire(survey))
    if not form.validate_on_submit():
        return _list(survey, form), 422
    poster = create_poster(survey, form.place.data, form.language.data, signed_in(), now())
    db.session.commit()
    flash(_("The poster for “%(place)s” has been made.", place=poster.place), "success")
    return redirect(url_for("surveys_desk.posters", public_id=public_id))


@blueprint.get("/<public_id>/aushaenge/<code>/druck")
@requires(Permission.SEE_DESK)
def sheet(public_id: str, code: str) -> str:
    survey = survey_for(Permission.SEE_DESK, public_id)
    poster = queries.poster_by_code(code)
    size = request.args.get("format", FORMATS[0])
    if poster is None or poster.survey_id != survey.id or size not in FORMATS:
        abort(404)
    if not _printable():
        raise UserError(_("Sheets are printed only for an address with https: people would type an unsafe one."))
    questionnaire = _questionnaire(survey)
    tools = _tools(poster)
    with speaking(_language(questionnaire, poster)):
        return render_template(
            "surveys/desk/sheet.html", **_on_sheet(survey, questionnaire, poster), size=size, tools=tools
        )


def _language(questionnaire: Questionnaire, poster: Poster) -> str:
    """The language asked for, else the poster's, else the questionnaire's first one, as far as we speak it."""
    known = [tag for tag in questionnaire.languages if tag in LANGUAGES]
    wanted = (request.args.get("sprache"), poster.language, *known)
    return next((tag for tag in wanted if tag in known), DEFAULT)


def _on_sheet(survey: Survey, questionnaire: Questionnaire, poster: Poster) -> dict[str, object]:
    address = absolute(f"/u/{poster.code}")
    return {
        "survey": survey,
        "poster": poster,
        "formats": FORMATS,
        "code": qr.svg(address, _("QR code with the address of the survey")),
        "typed": address.split("://", 1)[1],
        "minutes": minutes(questionnaire),
        "own_names": [(tag, LANGUAGES[tag].own_name) for tag in questionnaire.languages if tag in LANGUAGES],
    }


def _tools(poster: Poster) -> dict[str, object]:
    """What stands above the sheet on the screen, in the language of the person who prints it."""
    return {
        "language": current_language(),
        "label": _("Sheet"),
        "back": _("Back to the posters"),
        "print": _("Print with your browser: Ctrl + P, margins “none”."),
        "place": _("Place: %(place)s", place=poster.place),
    }


def minutes(questionnaire: Questionnaire) -> int:
    """How long answering takes, in whole minutes, rounded up."""
    questions = sum(question.kind.answerable for question in questionnaire.questions.values())
    return max(1, ceil(questions * SECONDS_A_QUESTION / 60))


def _list(survey: Survey, form: PosterForm) -> str:
    page = page_of(queries.posters_of(survey), request.args)
    trying = survey.status == SurveyStatus.PREPARING
    return render_template(
        "surveys/desk/posters.html",
        survey=survey,
        form=form,
        page=page,
        counts={poster.id: poster_count(poster.answers) for poster in page.items},
        trials={poster.id: trial_path(survey, poster) for poster in page.items if trying},
        own_names={tag: language.own_name for tag, language in LANGUAGES.items()},
        printable=_printable(),
    )


def _printable() -> bool:
    return bool(current_app.extensions["settings"].secure or instance().demo)


def _questionnaire(survey: Survey) -> Questionnaire:
    return load(queries.current_version(survey).definition)


def _poster_form(questionnaire: Questionnaire) -> PosterForm:
    form = PosterForm()
    form.offer(questionnaire.languages)
    return form
