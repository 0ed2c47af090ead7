"""What the page of one survey shows, gathered from the questionnaire, its plan, the database and the spool."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import current_app
from markupsafe import Markup

from participation import qr
from participation.access import allowed
from participation.disclosure.validation import validate
from participation.extensions import db
from participation.languages import LANGUAGES
from participation.mail.texts import absolute
from participation.organisations.queries import instance
from participation.permissions import Permission
from participation.summaries.queries import release_for_subject
from surveys import queries
from surveys.answering.trial import trial_path
from surveys.models import Poster, Survey
from surveys.planning.checking import sentence
from surveys.planning.outlook import completeness, outlook
from surveys.planning.plans import plan_of
from surveys.questionnaire import Questionnaire, check, load
from surveys.rules import GRACE, KIND, SurveyStatus, shown_count, shown_late

TRIED_POSTERS = 10


@dataclass(frozen=True)
class TrialDoor:
    """An address at which the survey can be tried: of a poster (``place``), or of the survey itself."""

    place: str
    address: str
    code: Markup


def facts(survey: Survey) -> dict[str, Any]:
    """Everything that the page shows beside its forms."""
    questionnaire = load(queries.current_version(survey).definition)
    plan = plan_of(survey)
    problems = validate(plan)
    findings = check(questionnaire)
    return {
        "survey": survey,
        "count": collected_count(survey),
        "late": shown_late(survey.late_answers),
        "grace_until": survey.closed_at + GRACE if survey.closed_at else None,
        "may_open": allowed(Permission.OPEN_SURVEYS, survey.organisation_id),
        "may_edit": allowed(Permission.EDIT_SURVEYS, survey.organisation_id),
        "release": release_for_subject(KIND, survey.public_id),
        "blocking": [sentence(one) for one in findings if one.level == "blocking"],
        "warnings": [sentence(one) for one in findings if one.level != "blocking"],
        "translations": completeness(questionnaire),
        "own_names": {tag: language.own_name for tag, language in LANGUAGES.items()},
        "questions": sum(question.kind.answerable for question in questionnaire.questions.values()),
        "plan_problems": problems,
        "outlook": None if problems else outlook(plan),
        "doors": trial_doors(survey),
        "tried": bool(queries.tried([survey.id])),
        "may_settle_now": survey.status == SurveyStatus.CLOSED and instance().demo,
    }


def collected_count(survey: Survey) -> int:
    """Answers in the database, rounded down to ten. It grows with whole batches, so nobody sees who has just sent."""
    return shown_count(queries.answer_count(survey))


def collected_counts(surveys: Iterable[Survey]) -> dict[int, int]:
    """The same for several surveys with one query: survey id to number."""
    stored = queries.answer_counts()
    return {one.id: shown_count(stored.get(one.id, 0)) for one in surveys}


def trial_doors(survey: Survey) -> list[TrialDoor]:
    """The addresses of the rehearsal: the survey's own and those of its first posters; none after preparation."""
    editor = allowed(Permission.EDIT_SURVEYS, survey.organisation_id)
    if survey.status != SurveyStatus.PREPARING or not editor:
        return []
    posters = db.session.scalars(queries.posters_of(survey).limit(TRIED_POSTERS)).all()
    return [_door(survey, None), *(_door(survey, poster) for poster in posters)]


def plan_summary(survey: Survey) -> dict[str, Any]:
    """What opening freezes, for the page that asks once more."""
    questionnaire: Questionnaire = load(queries.current_version(survey).definition)
    plan = plan_of(survey)
    findings = check(questionnaire)
    return {
        "survey": survey,
        "plan": plan,
        "questions": sum(question.kind.answerable for question in questionnaire.questions.values()),
        "spoken": [LANGUAGES[tag].own_name for tag in questionnaire.languages if tag in LANGUAGES],
        "faults": [
            *(sentence(one) for one in findings if one.level == "blocking"),
            *(f"{problem.path}: {problem.reason}" for problem in validate(plan)),
        ],
        "rehearsal": collected_count(survey),
        "tried": bool(queries.tried([survey.id])),
        "secure": current_app.extensions["settings"].secure or instance().demo,
    }


def _door(survey: Survey, poster: Poster | None) -> TrialDoor:
    address = absolute(trial_path(survey, poster))
    return TrialDoor(poster.place if poster else "", address, qr.svg(address))
