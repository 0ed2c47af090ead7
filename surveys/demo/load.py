"""The surveys' part of the example county: the Digitaltag survey, its posters, invented answers, a release."""

import json
import random
from datetime import datetime, timedelta
from pathlib import Path

from flask import current_app
from sqlalchemy import select

from participation.demo import Stage
from participation.demo.county import contents, staff
from participation.disclosure.noise import two_sided_geometric
from participation.extensions import db
from participation.organisations.queries import organisation_by_slug
from participation.permissions import Role
from participation.summaries.actions import draw_draft, release_draft
from participation.summaries.freezing import freeze
from participation.summaries.models import Release
from participation.summaries.queries import release_for_subject
from participation.summaries.rules import ReviewPoint
from participation.workstreams.actions import add_foundation
from participation.workstreams.models import Measure
from surveys import actions, queries
from surveys.answering.state import state
from surveys.collecting import mover
from surveys.demo.respondents import respondents
from surveys.demo.themes import load_themes, theme_of
from surveys.models import FreeText, Survey, Theme
from surveys.rules import KIND, SurveyStatus
from surveys.summaries import SurveySource

DEFINITION = Path(__file__).with_name("digitaltag.json")
POSTERS = (
    ("digi26", "Rathaus Marl, Foyer", None),
    ("markt2", "Wochenmarkt Recklinghausen", None),
    ("bus220", "Bus 220, Haltern am See – Datteln", None),
    ("arabi1", "Integrationszentrum Herten", "ar"),
)
ANSWERS_WHILE_OPEN, ANSWERS_IN_ALL = 320, 1_500
CLOSED_DAYS_AGO = 3


def load_surveys(stage: Stage, now: datetime) -> list[str]:
    """Brings the example survey up to the stage; returns the poster's address."""
    survey = _survey(now)
    if stage.reaches(Stage.OPEN) and survey.status == SurveyStatus.PREPARING:
        actions.open_survey(survey, staff(Role.COORDINATOR), now - timedelta(days=CLOSED_DAYS_AGO + 14))
        db.session.commit()
        state().forget()
    if survey.status == SurveyStatus.OPEN:
        _answer(survey, ANSWERS_IN_ALL if stage.reaches(Stage.CLOSED) else ANSWERS_WHILE_OPEN)
    if stage.reaches(Stage.CLOSED):
        _close(survey, now)
    if stage.reaches(Stage.RELEASED) and release_for_subject(KIND, survey.public_id) is None:
        _release(survey, now)
    db.session.commit()
    return [f"{current_app.extensions['settings'].base_url}/u/{POSTERS[0][0]}"]


def _survey(now: datetime) -> Survey:
    definition = DEFINITION.read_bytes()
    slug: str = json.loads(definition)["slug"]
    found = queries.survey_by_slug(slug)
    if found is not None:
        return found
    owner = organisation_by_slug(contents("instance.json")["organisations"][0]["slug"])
    if owner is None:
        raise LookupError("the example county is not loaded")
    coordinator = staff(Role.COORDINATOR)
    survey = actions.import_survey(definition, owner, coordinator, now)
    for code, place, language in POSTERS:
        actions.create_poster(survey, place, language, coordinator, now, code)
    db.session.commit()
    return survey


def _answer(survey: Survey, wanted: int) -> None:
    """Sends invented answers the way a browser does, from as many invented addresses, until there are enough."""
    public_id, definition = survey.public_id, json.loads(queries.current_version(survey).definition)
    missing = wanted - queries.answer_count(survey) - state().reader.pending(public_id)
    chance = random.Random(2026)  # noqa: S311  # invented people, the same on every machine
    client = current_app.test_client()
    for form in respondents(definition, max(0, missing), chance):
        code = POSTERS[chance.choices(range(len(POSTERS)), (5, 6, 3, 1))[0]][0]
        address = {"REMOTE_ADDR": f"203.0.113.{chance.randrange(256)}"}
        page = client.get(f"/u/{code}", environ_overrides=address).text
        attempt = page.split('name="attempt" value="', 1)[1].split('"', 1)[0]
        answered = client.post(
            f"/u/{code}", data={**form, "attempt": attempt, "aktion": "absenden"}, environ_overrides=address
        )
        if answered.status_code != 200 or "X-Participation-Receipt" not in answered.headers:
            raise RuntimeError(f"an invented answer was refused with status {answered.status_code}")


def _close(survey: Survey, now: datetime) -> None:
    if survey.status == SurveyStatus.OPEN:
        actions.close_survey(survey, staff(Role.COORDINATOR), now - timedelta(days=CLOSED_DAYS_AGO))
        db.session.commit()
        state().forget()
    if survey.status == SurveyStatus.CLOSED and mover.settle(state().reader, survey, now):
        db.session.refresh(survey)


def _release(survey: Survey, now: datetime) -> None:
    _themes(survey)
    source = SurveySource()
    subject = next(one for one in source.subjects([survey.organisation_id]) if one.public_id == survey.public_id)
    draft = draw_draft(source, subject, staff(Role.COORDINATOR), now, two_sided_geometric)
    preview = freeze(source, draft, None).sha256
    release = release_draft(source, draft, staff(Role.REVIEWER), list(ReviewPoint), preview, now)
    _trail(release, now)


def _themes(survey: Survey) -> None:
    """What a reader would do in the reading room, done by keywords."""
    themes = load_themes()
    rows = {
        (question, one["key"]): Theme(
            survey_id=survey.id, question=question, title=one["title"], paraphrase=one["paraphrase"]
        )
        for question, several in themes.items()
        for one in several
    }
    db.session.add_all(rows.values())
    db.session.flush()
    for text in db.session.scalars(select(FreeText).where(FreeText.survey_id == survey.id)):
        key = theme_of(text.question, text.text, themes)
        if key is not None:
            text.theme_id = rows[text.question, key].id


def _trail(release: Release, now: datetime) -> None:
    """Ties the example's measures to the questions they rest on."""
    facts = {
        measure["title"]["de"]: measure["questions"]
        for workstream in contents("workstreams.json")["workstreams"]
        for measure in workstream["measures"]
    }
    for measure in db.session.scalars(select(Measure)):
        for question in facts.get(measure.title["de"], ()):
            add_foundation(measure, release.public_id, question, None, now)
