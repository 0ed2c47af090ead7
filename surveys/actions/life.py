"""A survey's life: imported, given its dates, opened, closed, settled, followed by another, made once more."""

import hashlib
from datetime import date, datetime

from flask_babel import gettext as _

from participation.accounts.actions import audit
from participation.accounts.models import Account
from participation.disclosure.validation import validate
from participation.errors import UserError
from participation.extensions import db
from participation.kit.search.actions import refresh
from participation.organisations.models import Organisation
from participation.organisations.queries import populations
from surveys import queries
from surveys.actions.answers import erase_answers, refuse_early
from surveys.actions.posters import copy_posters
from surveys.models import Survey, SurveyVersion
from surveys.planning.checking import blocking
from surveys.planning.plans import table_plan
from surveys.planning.repetition import Repetition, repeated
from surveys.questionnaire import Questionnaire, dump, load
from surveys.rules import KIND, SurveyStatus


def import_survey(data: bytes, organisation: Organisation, account: Account | None, now: datetime) -> Survey:
    """A new survey from a questionnaire file, or a new version of the one with the same slug while it is prepared.

    Raises DefinitionError with every mistake of the file, UserError when the survey of that name can no longer change.
    """
    questionnaire = load(data)
    survey = queries.survey_by_slug(questionnaire.slug)
    if survey is None:
        survey = Survey(slug=questionnaire.slug, title=dict(questionnaire.title), organisation=organisation)
        db.session.add(survey)
        db.session.flush()
    elif survey.status != SurveyStatus.PREPARING or survey.organisation_id != organisation.id:
        raise UserError(_("The survey “%(slug)s” exists and can no longer be changed.", slug=questionnaire.slug))
    survey.title = dict(questionnaire.title)
    survey.version = _new_version(survey, questionnaire, now)
    refresh(KIND, [survey.public_id], now)
    details = {"version": survey.version.number}
    audit(account, "import_survey", KIND, survey.public_id, now, details, of=survey.organisation_id)
    return survey


def open_survey(survey: Survey, account: Account | None, now: datetime) -> None:
    """Opens the survey: freezes version and table plan, and erases everything of the trial.

    Raises UserError when it is not in preparation or its questionnaire or plan has a fault that blocks opening.
    """
    if survey.status != SurveyStatus.PREPARING:
        raise UserError(_("Only a survey in preparation can be opened."))
    questionnaire = load(queries.current_version(survey).definition)
    findings = blocking(questionnaire)
    if findings:
        raise UserError(_("The survey cannot be opened yet: %(reason)s", reason="; ".join(findings)))
    survey.populations = populations()
    plan = table_plan(survey.public_id, questionnaire, survey.populations)
    problems = validate(plan)
    if problems:
        reasons = "; ".join(f"{problem.path}: {problem.reason}" for problem in problems)
        raise UserError(_("The table plan cannot be used: %(reason)s", reason=reasons))
    erase_answers(survey)
    survey.status, survey.opened_at, survey.plan_sha256 = SurveyStatus.OPEN, now, plan.sha256()
    refresh(KIND, [survey.public_id], now)
    details = {"plan_sha256": plan.sha256()}
    audit(account, "open_survey", KIND, survey.public_id, now, details, of=survey.organisation_id)


def close_survey(survey: Survey, account: Account | None, now: datetime) -> None:
    """Hands out no further form; those already begun are taken for another day. Raises UserError unless it is open."""
    if survey.status != SurveyStatus.OPEN:
        raise UserError(_("Only an open survey can be closed."))
    survey.status, survey.closed_at = SurveyStatus.CLOSED, now
    audit(account, "close_survey", KIND, survey.public_id, now, of=survey.organisation_id)


def set_dates(survey: Survey, opens_on: date | None, closes_on: date | None, account: Account, now: datetime) -> None:
    """The days that people are told; the survey closes by itself at the end of the last one."""
    survey.opens_on, survey.closes_on = opens_on, closes_on
    refresh(KIND, [survey.public_id], now)
    audit(account, "set_survey_dates", KIND, survey.public_id, now, of=survey.organisation_id)


def set_successor(survey: Survey, successor: Survey | None, account: Account, now: datetime) -> None:
    """Where the posters of the survey lead once it has ended."""
    survey.successor_id = successor.id if successor else None
    details = {"successor": successor.public_id if successor else None}
    audit(account, "set_successor", KIND, survey.public_id, now, details, of=survey.organisation_id)


def settle_survey(survey: Survey, now: datetime) -> None:
    """Ends the survey's collection: it can be summarised. Raises UserError before the day of grace is over."""
    refuse_early(survey, now)
    survey.status, survey.settled_at = SurveyStatus.SETTLED, now
    audit(None, "settle_survey", KIND, survey.public_id, now, of=survey.organisation_id)


def repeat_survey(survey: Survey, wanted: Repetition, account: Account, now: datetime) -> Survey:
    """A survey in preparation with the questions, table plan and places of this one, and nothing of its answers.

    Raises UserError when the name is taken, DefinitionError when the questionnaire cannot hold the new titles.
    """
    if queries.survey_by_slug(wanted.slug):
        raise UserError(_("There already is a survey of this name. Please choose another one."))
    data = repeated(load(queries.current_version(survey).definition), wanted)
    made = import_survey(data, survey.organisation, account, now)
    set_dates(made, wanted.opens_on, wanted.closes_on, account, now)
    details = {"from": survey.public_id, "places": copy_posters(survey, made)}
    audit(account, "repeat_survey", KIND, made.public_id, now, details, of=made.organisation_id)
    return made


def _new_version(survey: Survey, questionnaire: Questionnaire, now: datetime) -> SurveyVersion:
    definition = dump(questionnaire)
    version = SurveyVersion(
        survey_id=survey.id,
        number=queries.next_version_number(survey),
        definition=definition,
        sha256=hashlib.sha256(definition.encode()).hexdigest(),
        created_at=now,
    )
    db.session.add(version)
    db.session.flush()
    return version
