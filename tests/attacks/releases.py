"""A real survey with real answers on its way to a release, for attacks on what is published."""

import json
from hashlib import sha256

from participation.clock import now
from participation.disclosure.noise import two_sided_geometric
from participation.extensions import db
from participation.permissions import Role
from participation.summaries.actions import draw_draft, release_draft
from participation.summaries.freezing import freeze
from participation.summaries.models import Draft, Release
from participation.summaries.rules import ReviewPoint
from participation.summaries.sources import Subject
from surveys.actions import store_records
from surveys.models import Survey
from surveys.summaries import SurveySource
from tests.factories import make_account
from tests.surveys.steps import kept, opened, payload, settled

SOURCE = SurveySource()


def store(survey: Survey, people: range) -> None:
    """The answers of these people, straight into the database."""
    store_records(
        survey,
        [
            {
                "attempt": sha256(f"{survey.public_id} {number}".encode()).hexdigest(),
                "version": 1,
                "trial": False,
                "poster": None,
                "payload": json.dumps(payload(number), sort_keys=True, separators=(",", ":")),
                "texts": [],
                "town": None,
            }
            for number in people
        ],
    )
    db.session.commit()


def finished(people: int) -> Survey:
    """A settled survey with so many answers."""
    survey = opened()
    store(survey, range(people))
    return kept(settled(survey))


def subject_of(survey: Survey) -> Subject:
    """The survey as something to summarise."""
    return next(one for one in SOURCE.subjects([survey.organisation_id]) if one.public_id == survey.public_id)


def drawn(survey: Survey) -> Draft:
    """A draft by a coordinator."""
    draft = draw_draft(SOURCE, subject_of(survey), make_account(Role.COORDINATOR), now(), two_sided_geometric)
    db.session.commit()
    return draft


def released(survey: Survey) -> Release:
    """The survey's release, reviewed by a second person."""
    draft = drawn(survey)
    seen = freeze(SOURCE, draft, None).sha256
    release = release_draft(SOURCE, draft, make_account(Role.REVIEWER), list(ReviewPoint), seen, now())
    db.session.commit()
    return release
