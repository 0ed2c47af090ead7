"""Can the newest answer be read from two releases of the same survey, before and after it came?"""

from collections.abc import Callable, Mapping

import pytest
from flask import Flask
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from participation.extensions import db
from participation.permissions import Role
from participation.summaries.models import Draft, Release
from surveys.models import Survey
from tests.attacks.releases import SOURCE, drawn, finished, released, store
from tests.sizes import size
from tests.surveys.steps import payload
from tests.visiting import Visitor

PEOPLE = 400
TARGETS = size(400)
SUMMARIES = "/verwaltung/zusammenfassungen/"


def try_again(visitor: Visitor, survey: Survey, status: int) -> str:
    """Asks for another draft as the button on the desk does; gives what the page says."""
    return visitor.send(SUMMARIES, {"kind": SOURCE.kind, "subject": survey.public_id}, status).text


@pytest.mark.attack
def test_after_one_more_answer_nothing_is_drawn_again(app: Flask, sign_in: Callable[..., Visitor]) -> None:
    survey = finished(PEOPLE)
    visitor = sign_in(Role.COORDINATOR)
    release = released(survey)
    before = (release.json_bytes, release.csv_bytes)
    store(survey, range(PEOPLE, PEOPLE + 1))
    assert "<h1" in try_again(visitor, survey, 409)
    assert len(db.session.scalars(select(Draft)).all()) == 1
    db.session.expire_all()
    assert (release.json_bytes, release.csv_bytes) == before


@pytest.mark.attack
def test_while_a_draft_waits_no_other_is_drawn(app: Flask, sign_in: Callable[..., Visitor]) -> None:
    survey = finished(PEOPLE)
    drawn(survey)
    store(survey, range(PEOPLE, PEOPLE + 1))
    try_again(sign_in(Role.COORDINATOR), survey, 409)
    assert len(db.session.scalars(select(Draft)).all()) == 1


@pytest.mark.attack
def test_the_database_itself_refuses_a_second_release(app: Flask) -> None:
    survey = finished(PEOPLE)
    first = released(survey)
    store(survey, range(PEOPLE, PEOPLE + 1))
    second = Draft(source=first.source, subject_id=first.subject_id, title=first.title, content=first.draft.content)
    second.organisation_id, second.drawn_at = first.organisation_id, first.released_at
    db.session.add(second)
    db.session.flush()
    values = {column.key: getattr(first, column.key) for column in Release.__table__.columns if column.key != "id"}
    values |= {"public_id": second.public_id, "number": 2, "draft_id": second.id}
    values |= {"sha256": "f" * 64, "previous_sha256": first.sha256}
    with pytest.raises(IntegrityError, match="subject_id"):
        db.session.execute(insert(Release).values(**values))
    db.session.rollback()


@pytest.mark.attack
def test_control_true_counts_on_request_give_the_newest_answer_away(app: Flask) -> None:
    survey, right = finished(PEOPLE), 0
    before = counts(survey)
    for target in range(PEOPLE, PEOPLE + TARGETS):
        store(survey, range(target, target + 1))
        after = counts(survey)
        right += [option for option in after if after[option] > before.get(option, 0)] == [str(payload(target)["a"])]
        before = after
    assert right >= 0.99 * TARGETS


def counts(survey: Survey) -> Mapping[str, int]:
    """The unsafe control: what a page of live results would show."""
    return SOURCE.aggregate(survey.public_id).tables["a", None]["county"].cells
