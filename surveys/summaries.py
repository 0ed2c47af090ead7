"""Surveys as a source of summaries: what can be summarised, its plan, its counts, its themes."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from flask import abort, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext

from participation.disclosure.counts import Aggregate
from participation.disclosure.document import Theme
from participation.disclosure.plan import TablePlan
from participation.errors import UserError
from participation.extensions import db
from participation.formatting import moment, zone
from participation.summaries.sources import Subject
from surveys import queries
from surveys.models import Survey
from surveys.planning.counting import aggregate
from surveys.planning.plans import plan_of
from surveys.queries import published_themes, theme_authors
from surveys.questionnaire import load
from surveys.rules import GRACE, KIND, SurveyStatus


class SurveySource:
    """The surveys' side of ``participation.summaries.sources.SummarySource``."""

    kind = KIND
    label = lazy_gettext("Survey")

    def subjects(self, organisations: Collection[int]) -> Sequence[Subject]:
        """Surveys that are open, closed or ready, newest first."""
        return [
            Subject(
                self.kind,
                survey.public_id,
                survey.title,
                survey.organisation_id,
                survey.status == SurveyStatus.SETTLED and survey.answers_deleted_at is None,
                _why_not(survey),
            )
            for survey in db.session.scalars(queries.surveys_of(set(organisations)))
            if survey.status != SurveyStatus.PREPARING
        ]

    def plan(self, public_id: str) -> TablePlan:
        """The plan as frozen at opening."""
        return plan_of(_survey(public_id))

    def aggregate(self, public_id: str) -> Aggregate:
        """The true counts, in memory only; the survey is kept from taking late answers until they are drawn.

        Raises UserError when it has to be settled anew because some have just come.
        """
        survey = queries.locked_survey(public_id) or abort(404)
        if survey.status == SurveyStatus.CLOSED:
            raise UserError(_("Late answers have just arrived. Please try again in a minute."))
        questionnaire = load(queries.current_version(survey).definition)
        return aggregate(plan_of(survey), questionnaire, queries.payloads(survey))

    def themes(self, public_id: str) -> Sequence[Theme]:
        """The reading room's themes that enough texts from enough towns support."""
        return published_themes(_survey(public_id))

    def authors(self, public_ids: Collection[str]) -> Mapping[str, Collection[int]]:
        """Who wrote, changed or filled one of each survey's themes."""
        return theme_authors(public_ids)

    def period(self, public_id: str) -> tuple[date, date]:
        """Day of opening and day of closing, in the instance's time zone."""
        survey = _survey(public_id)
        if survey.opened_at is None or survey.closed_at is None:
            raise ValueError(f"survey {public_id} has not been open and closed")
        return survey.opened_at.astimezone(zone()).date(), survey.closed_at.astimezone(zone()).date()

    def address(self, public_id: str) -> str:
        """The page of the result."""
        return url_for("surveys_public.result", slug=_survey(public_id).slug)


def _survey(public_id: str) -> Survey:
    return queries.survey_by_public_id(public_id) or abort(404)


def _why_not(survey: Survey) -> str:
    if survey.status == SurveyStatus.OPEN:
        return _("The survey is still open.")
    if survey.status == SurveyStatus.CLOSED and survey.closed_at:
        until = moment(survey.closed_at + GRACE)
        return _("Forms begun before closing are accepted until %(moment)s.", moment=until)
    if survey.answers_deleted_at:
        return _("The individual answers have been deleted on schedule. Nothing is left to be counted.")
    return ""
