"""The blueprint that the office's pages share, and how they find the survey they are about."""

from flask import Blueprint, abort

from participation.access import authorise
from participation.permissions import Permission
from surveys import queries
from surveys.models import Survey

blueprint = Blueprint("surveys_desk", __name__, url_prefix="/verwaltung/umfragen")


def survey_for(permission: Permission, public_id: str) -> Survey:
    """The survey, if the signed-in person holds the permission for its organisation; else 404 or 403."""
    survey = queries.survey_by_public_id(public_id) or abort(404)
    authorise(permission, survey.organisation_id)
    return survey


def locked_survey_for(permission: Permission, public_id: str) -> Survey:
    """The same, kept from changing until the transaction ends."""
    survey = queries.locked_survey(public_id) or abort(404)
    authorise(permission, survey.organisation_id)
    return survey
