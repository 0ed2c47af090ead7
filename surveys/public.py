"""What everybody can read about surveys: which there are, exactly what will be published, and what came of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import Blueprint, Flask, Response, abort, render_template, request

from participation.access import public
from participation.clock import now
from participation.disclosure.plan import QuestionPlan, TablePlan
from participation.disclosure.scales import scales
from participation.disclosure.utility import ROW_FACTOR
from participation.following.feeds import feed_of
from participation.formatting import zone
from participation.i18n import current_language, offer
from participation.languages import DESK_LANGUAGES, LANGUAGES
from participation.layout import add_public
from participation.organisations.models import Organisation
from participation.paging import page_of
from participation.places.panels import PlacePanel, add_place_panel
from participation.start import Panel, add_start_panel
from participation.summaries.queries import is_printed, release_for_subject, released_subjects
from participation.summaries.reading import read
from surveys import queries
from surveys.models import Survey
from surveys.planning.outlook import unpublished, written
from surveys.planning.plans import plan_of
from surveys.questionnaire import load
from surveys.rules import FINISHED, GRACE, KIND, SurveyStatus

blueprint = Blueprint("surveys_public", __name__, url_prefix="/umfragen")
ON_START_PAGE = 3
ON_PLACE_PAGE = 20


@dataclass(frozen=True)
class PlannedTable:
    """A table as the plan's page tells it.

    ``by``: key of the dimension. ``noise``: about how many people the noise adds or takes away in each cell, when all
    tables are published. ``shown_from``: so many people a row needs. ``rows``, ``coarse``: names of rows and groups.
    """

    by: str
    noise: int
    shown_from: int
    rows: tuple[Any, ...]
    coarse: tuple[Any, ...]


def init_public(app: Flask) -> None:
    """Plugs the public pages, their place in the navigation and the start page's panel into the application."""
    app.register_blueprint(blueprint)
    add_public(app, "surveys_public.index", "Surveys")
    add_start_panel(app, Panel("surveys/public/_start.html", start_panel))
    add_place_panel(app, PlacePanel("surveys/public/_start.html", place_panel, order=10))


@blueprint.get("/")
@public
def index() -> str:
    page = page_of(queries.public_surveys(), request.args)
    groups = [(state, list(surveys)) for state, surveys in groupby(page.items, key=_state)]
    return render_template("surveys/public/index.html", page=page, groups=groups, released=_released(page.items))


@blueprint.get("/<slug>/plan")
@public
def plan(slug: str) -> str:
    survey = _known(slug)
    questionnaire = load(queries.current_version(survey).definition)
    offer(tuple(tag for tag in questionnaire.languages if tag in LANGUAGES) or DESK_LANGUAGES)
    table_plan = plan_of(survey)
    return render_template(
        "surveys/public/plan.html",
        survey=survey,
        plan=table_plan,
        questions=[(question, tables(table_plan, question)) for question in table_plan.questions],
        written=written(questionnaire),
        unpublished=unpublished(questionnaire),
    )


@blueprint.get("/<slug>/ergebnis")
@public
def result(slug: str) -> str:
    survey = _known(slug)
    release = release_for_subject(KIND, survey.public_id)
    return render_template(
        "surveys/public/result.html",
        survey=survey,
        release=release,
        view=read(release.json_bytes, current_language().tag) if release else None,
        grace_until=survey.closed_at + GRACE if survey.closed_at else None,
        printed=release is not None and is_printed(release, current_language().tag),
    )


@blueprint.get("/<slug>/feed.atom")
@public
def feed(slug: str) -> Response:
    return feed_of(KIND, _known(slug).public_id)


def tables(plan: TablePlan, question: QuestionPlan) -> list[PlannedTable]:
    """The question's tables in the order of the plan, each with the noise it has beside all the others."""
    planned = []
    for table, b in zip(question.tables, scales(question, question.tables), strict=True):
        dimension = plan.dimension(table.by)
        rows, coarse = (tuple(row.text for row in some) for some in (dimension.rows, dimension.coarse))
        planned.append(PlannedTable(table.by, round(b), round(b * ROW_FACTOR), rows, coarse))
    return planned


def start_panel() -> dict[str, Any] | None:
    """Surveys that can be answered now or soon; nothing when there are none."""
    today = now().astimezone(zone()).date()
    running = queries.open_surveys(ON_START_PAGE)
    coming = queries.coming_surveys(today, ON_START_PAGE)
    return {"running": running, "coming": coming} if running or coming else None


def place_panel(place: Organisation) -> dict[str, Any] | None:
    """Surveys of the place, and for a town those of what it belongs to, that can be answered now or soon."""
    owners = {place.id} | ({place.parent_id} if place.parent_id else set())
    today = now().astimezone(zone()).date()
    running = queries.open_surveys(ON_PLACE_PAGE, owners)
    coming = queries.coming_surveys(today, ON_PLACE_PAGE, owners)
    return {"running": running, "coming": coming} if running or coming else None


def _known(slug: str) -> Survey:
    survey = queries.survey_by_slug(slug)
    return survey if survey is not None and survey.version is not None else abort(404)


def _state(survey: Survey) -> str:
    return "finished" if survey.status in FINISHED else str(SurveyStatus(survey.status))


def _released(surveys: Iterable[Survey]) -> set[str]:
    found = released_subjects({survey.organisation_id for survey in surveys})
    return {public_id for source, public_id in found if source == KIND}
