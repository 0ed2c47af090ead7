"""The reading room: people read free texts and say in their own words what several of them have in common."""

from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from participation.access import requires
from participation.accounts.sessions import signed_in
from participation.clock import now
from participation.errors import UserError
from participation.extensions import db
from participation.i18n import current_language
from participation.paging import page_of
from participation.permissions import Permission
from participation.summaries.queries import release_for_subject
from surveys import actions, queries
from surveys.actions import QuotationError
from surveys.desk.blueprint import blueprint, survey_for
from surveys.desk.forms import THEME_TAGS, AssignForm, ThemeForm, ids
from surveys.models import Survey, Theme
from surveys.planning.outlook import written
from surveys.queries import ALL, WITHOUT_THEME, current_version
from surveys.questionnaire import Question, load
from surveys.reading.highlights import parts
from surveys.rules import KIND, SurveyStatus


@blueprint.get("/<public_id>/lesesaal/")
@requires(Permission.READ_TEXTS)
def reading_room(public_id: str) -> str:
    survey = survey_for(Permission.READ_TEXTS, public_id)
    settled = survey.status == SurveyStatus.SETTLED
    return render_template(
        "surveys/desk/reading_room.html",
        survey=survey,
        questions=_written(survey),
        counts=queries.text_counts(survey) if settled else {},
        themes=queries.themes_of(survey) if settled else [],
        bands=queries.theme_bands(survey) if settled else {},
        release=release_for_subject(KIND, public_id),
    )


@blueprint.get("/<public_id>/lesesaal/<question>/")
@requires(Permission.READ_TEXTS)
def read_texts(public_id: str, question: str) -> str:
    survey, asked = _open_room(public_id, question)
    return _texts_page(survey, asked, _assign_form(survey, asked))


@blueprint.post("/<public_id>/lesesaal/<question>/")
@requires(Permission.READ_TEXTS)
def assign(public_id: str, question: str) -> Response | tuple[str, int]:
    survey, asked = _open_room(public_id, question)
    form = _assign_form(survey, asked)
    texts = queries.texts_by_id(survey, question, ids(request.form.getlist("text")))
    if not form.validate_on_submit() or not _assigned(survey, asked, texts, form):
        return _texts_page(survey, asked, form), 422
    db.session.commit()
    flash(_("The texts have been assigned."), "success")
    values: dict[str, Any] = {"public_id": public_id, "question": question, **_view()}
    return redirect(url_for("surveys_desk.read_texts", **values))


@blueprint.get("/<public_id>/lesesaal/<question>/themen/neu")
@requires(Permission.READ_TEXTS)
def new_theme(public_id: str, question: str) -> str:
    survey, asked = _open_room(public_id, question)
    return _theme_page(survey, asked, None, ThemeForm())


@blueprint.post("/<public_id>/lesesaal/<question>/themen/neu")
@requires(Permission.READ_TEXTS)
def create_theme(public_id: str, question: str) -> Response | tuple[str, int]:
    survey, asked = _open_room(public_id, question)
    form = ThemeForm()
    if not form.validate_on_submit() or not _saved(survey, asked, None, form):
        return _theme_page(survey, asked, None, form), 422
    db.session.commit()
    flash(_("The theme has been written down. Now tick the texts that belong to it."), "success")
    return redirect(url_for("surveys_desk.read_texts", public_id=public_id, question=question))


@blueprint.get("/<public_id>/lesesaal/<question>/themen/<theme_id>")
@requires(Permission.READ_TEXTS)
def edit_theme(public_id: str, question: str, theme_id: str) -> str:
    survey, asked = _open_room(public_id, question)
    theme = queries.theme_by_public_id(survey, question, theme_id) or abort(404)
    held = {
        f"{part}_{tag}": getattr(theme, part).get(tag, "") for part in ("title", "paraphrase") for tag in THEME_TAGS
    }
    return _theme_page(survey, asked, theme, ThemeForm(data=held))


@blueprint.post("/<public_id>/lesesaal/<question>/themen/<theme_id>")
@requires(Permission.READ_TEXTS)
def update_theme(public_id: str, question: str, theme_id: str) -> Response | tuple[str, int]:
    survey, asked = _open_room(public_id, question)
    theme = queries.theme_by_public_id(survey, question, theme_id) or abort(404)
    form = ThemeForm()
    if not form.validate_on_submit() or not _saved(survey, asked, theme, form):
        return _theme_page(survey, asked, theme, form), 422
    db.session.commit()
    flash(_("The theme has been saved."), "success")
    return redirect(url_for("surveys_desk.read_texts", public_id=public_id, question=question))


@blueprint.post("/<public_id>/lesesaal/<question>/themen/<theme_id>/loeschen")
@requires(Permission.READ_TEXTS)
def delete_theme(public_id: str, question: str, theme_id: str) -> Response:
    survey, _asked = _open_room(public_id, question)
    theme = queries.theme_by_public_id(survey, question, theme_id) or abort(404)
    actions.delete_theme(survey, theme, signed_in(), now())
    db.session.commit()
    flash(_("The theme has been deleted. Its texts are without a theme again."), "success")
    return redirect(url_for("surveys_desk.read_texts", public_id=public_id, question=question))


def _open_room(public_id: str, key: str) -> tuple[Survey, Question]:
    """The survey and its question; raises UserError while answers may still arrive."""
    survey = survey_for(Permission.READ_TEXTS, public_id)
    question = next((one for one in _written(survey) if one.key == key), None) or abort(404)
    if survey.status != SurveyStatus.SETTLED:
        raise UserError(_("Free texts can be read when the survey has ended and the day of grace is over."))
    return survey, question


def _written(survey: Survey) -> list[Question]:
    return written(load(current_version(survey).definition))


def _view() -> dict[str, str]:
    """The page and choice of texts that somebody is looking at."""
    return {name: request.args[name] for name in ("auswahl", "seite") if name in request.args}


def _texts_page(survey: Survey, asked: Question, form: AssignForm) -> str:
    themes = queries.themes_of(survey, asked.key)
    wanted = request.args.get("auswahl", WITHOUT_THEME)
    chosen: str | Theme = next(
        (one for one in themes if one.public_id == wanted), ALL if wanted == ALL else WITHOUT_THEME
    )
    page = page_of(queries.texts(survey, asked.key, chosen), request.args)
    return render_template(
        "surveys/desk/texts.html",
        survey=survey,
        question=asked,
        themes=themes,
        theme_titles={one.id: one.title for one in themes},
        bands=queries.theme_bands(survey),
        chosen=chosen.public_id if isinstance(chosen, Theme) else chosen,
        page=page,
        texts=[(text, parts(text.text)) for text in page.items],
        ticked=request.form.getlist("text"),
        form=form,
        view=_view(),
        counts=queries.text_counts(survey).get(asked.key, (0, 0)),
    )


def _assign_form(survey: Survey, asked: Question) -> AssignForm:
    form = AssignForm()
    form.offer(queries.themes_of(survey, asked.key), current_language().tag)
    return form


def _assigned(survey: Survey, asked: Question, texts: Any, form: AssignForm) -> bool:
    theme = queries.theme_by_public_id(survey, asked.key, form.theme.data) if form.theme.data else None
    if not texts:
        form.theme.errors = [_("Please tick at least one text first.")]
        return False
    try:
        actions.assign_texts(survey, texts, theme, signed_in(), now())
    except QuotationError as error:
        form.theme.errors = [str(error)]
        return False
    return True


def _saved(survey: Survey, asked: Question, theme: Theme | None, form: ThemeForm) -> bool:
    """Writes the theme down, unless its words stand in a text: then the error is beside the field."""
    title, paraphrase = form.text("title"), form.text("paraphrase")
    try:
        if theme is None:
            actions.create_theme(survey, asked.key, title, paraphrase, signed_in(), now())
        else:
            actions.update_theme(survey, theme, title, paraphrase, signed_in(), now())
    except QuotationError as error:
        form[f"{error.part}_{error.language}"].errors = [str(error)]
        return False
    return True


def _theme_page(survey: Survey, asked: Question, theme: Theme | None, form: ThemeForm) -> str:
    return render_template("surveys/desk/theme.html", survey=survey, question=asked, theme=theme, form=form)
