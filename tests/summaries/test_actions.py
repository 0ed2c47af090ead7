"""Drawing, discarding and releasing, on both databases."""

import json
from dataclasses import replace
from fractions import Fraction

import pytest
from sqlalchemy import func, select

from participation.accounts.models import AuditLine
from participation.clock import now
from participation.disclosure.budget import LIFETIME_LIMIT
from participation.disclosure.chain import verify_chain, verify_csv
from participation.disclosure.plan import TablePlan
from participation.errors import UserError
from participation.extensions import db
from participation.permissions import Role
from participation.summaries import queries
from participation.summaries.actions import discard_draft, draw_draft, release_draft
from participation.summaries.models import BudgetEntry, Draft, Release
from participation.summaries.rules import DraftStatus
from tests.factories import make_account
from tests.summaries.county_source import PLAN, THEME, CountySource, aggregate
from tests.summaries.steps import EVERYTHING, drawn, noise, released, seen


def actions_written() -> list[str]:
    return list(db.session.scalars(select(AuditLine.action).order_by(AuditLine.id)))


def test_a_draft_holds_no_true_count(source: CountySource) -> None:
    draft = drawn(source)
    stored = json.dumps(draft.content)
    assert draft.status == DraftStatus.IN_REVIEW
    assert '"n":' not in stored
    assert '"base":' not in stored
    numbers = {row["base_rounded"] for each in draft.content["questions"] for row in [each["county"]] if row["shown"]}
    assert all(number % 10 == 0 for number in numbers)
    assert draft.content["n_rounded"] == 1500
    assert actions_written()[-1] == "draw_draft"


def test_drawing_books_the_budget_of_every_question(source: CountySource) -> None:
    draft = drawn(source)
    assert queries.spent(source.kind, draft.subject_id) == {question.key: Fraction(1) for question in PLAN.questions}


def test_below_fifty_answers_nothing_is_drawn_and_nothing_spent(source: CountySource) -> None:
    source.n = 40
    draft = drawn(source)
    assert draft.content["n_rounded"] is None
    assert not any(question["county"]["shown"] for question in draft.content["questions"])
    assert queries.spent(source.kind, draft.subject_id) == {}


def test_only_one_undecided_draft_per_subject(source: CountySource) -> None:
    draft = drawn(source)
    with pytest.raises(UserError):
        draw_draft(source, source.listed[0], None, now(), noise)
    db.session.rollback()
    assert source.counted == [draft.subject_id]
    assert db.session.scalars(select(Draft)).all() == [draft]


def test_what_is_not_ready_is_not_drawn(source: CountySource) -> None:
    subject = source.add(why_not="Die Umfrage läuft noch.")
    with pytest.raises(UserError, match="läuft noch"):
        draw_draft(source, subject, None, now(), noise)
    assert source.counted == []


def test_a_discarded_draft_has_spent_its_budget_and_the_third_is_refused(source: CountySource) -> None:
    subject, reviewer = source.add(), make_account(Role.REVIEWER)
    for _ in range(2):
        draft = drawn(source, subject)
        discard_draft(draft, reviewer, "Die Themen stimmen nicht.", now())
        db.session.commit()
    with pytest.raises(UserError, match="trust"):
        draw_draft(source, subject, None, now(), noise)
    db.session.rollback()
    assert set(queries.spent(source.kind, subject.public_id).values()) == {LIFETIME_LIMIT}
    assert db.session.scalar(select(func.count()).select_from(Draft)) == 2


def test_discarding_erases_the_figures_and_keeps_the_reason(source: CountySource) -> None:
    draft, reviewer = drawn(source), make_account(Role.REVIEWER)
    discard_draft(draft, reviewer, " Ein Thema zitiert wörtlich. ", now())
    db.session.commit()
    db.session.refresh(draft)
    assert (draft.status, draft.content, draft.reason) == (DraftStatus.DISCARDED, {}, "Ein Thema zitiert wörtlich.")
    assert draft.reviewer == reviewer
    assert actions_written()[-1] == "discard_draft"


def test_discarding_needs_a_reason(source: CountySource) -> None:
    with pytest.raises(UserError):
        discard_draft(drawn(source), make_account(Role.REVIEWER), "  ", now())


def test_nobody_decides_on_their_own_draft(source: CountySource) -> None:
    author = make_account(Role.COORDINATOR)
    draft = drawn(source, author=author)
    with pytest.raises(UserError):
        release_draft(source, draft, author, EVERYTHING, seen(source, draft), now())
    with pytest.raises(UserError):
        discard_draft(draft, author, "Gefällt mir nicht.", now())
    assert draft.status == DraftStatus.IN_REVIEW


def test_a_release_is_what_was_reviewed(source: CountySource) -> None:
    draft = drawn(source)
    preview = seen(source, draft)
    release = released(source, draft)
    assert (release.number, release.previous_sha256, release.sha256) == (1, None, preview)
    assert verify_chain([(release.json_bytes, release.sha256)]) == []
    assert verify_csv(release.json_bytes, release.csv_bytes) == []
    assert {part.workstream: part.questions for part in release.parts} == {
        "leben": ["town", "age", "trust", "wishes"],
        "verwaltung": ["trust", "uses"],
    }
    assert draft.status == DraftStatus.RELEASED
    assert draft.checks["confirmed"] == sorted(EVERYTHING)
    assert actions_written()[-1] == "release_draft"


def test_releases_form_a_chain_without_a_gap(source: CountySource) -> None:
    made = [released(source) for _ in range(3)]
    assert [release.number for release in made] == [1, 2, 3]
    assert [release.previous_sha256 for release in made] == [None, made[0].sha256, made[1].sha256]
    assert verify_chain([(release.json_bytes, release.sha256) for release in made]) == []


def test_a_subject_is_released_once(source: CountySource) -> None:
    subject = source.add()
    release = released(source, drawn(source, subject))
    with pytest.raises(UserError):
        draw_draft(source, subject, None, now(), noise)
    db.session.rollback()
    assert queries.release_for_subject(source.kind, subject.public_id) == release
    assert db.session.scalar(select(func.count()).select_from(BudgetEntry)) == len(PLAN.questions)


@pytest.mark.parametrize("missing", EVERYTHING)
def test_every_point_of_the_checklist_is_needed(source: CountySource, missing: str) -> None:
    draft, ticked = drawn(source), [point for point in EVERYTHING if point != missing]
    with pytest.raises(UserError):
        release_draft(source, draft, make_account(Role.REVIEWER), ticked, seen(source, draft), now())


def test_what_changed_since_it_was_read_is_not_released(source: CountySource) -> None:
    draft = drawn(source)
    read = seen(source, draft)
    source.said[draft.subject_id] = [replace(THEME, paraphrase={"de": "Etwas anderes."})]
    with pytest.raises(UserError):
        release_draft(source, draft, make_account(Role.REVIEWER), EVERYTHING, read, now())


def test_a_draft_that_a_check_finds_fault_with_is_not_released(source: CountySource) -> None:
    draft = drawn(source)
    draft.content = {**draft.content, "n": aggregate(source.n).n}
    db.session.commit()
    with pytest.raises(UserError):
        release_draft(source, draft, make_account(Role.REVIEWER), EVERYTHING, seen(source, draft), now())
    assert db.session.scalar(select(func.count()).select_from(Release)) == 0


def test_a_decision_is_never_undone(source: CountySource) -> None:
    draft = drawn(source)
    released(source, draft)
    with pytest.raises(UserError):
        discard_draft(draft, make_account(Role.REVIEWER), "Doch nicht.", now())
    with pytest.raises(UserError):
        released(source, draft)
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Release)) == 1


class OtherPlan(CountySource):
    """A source that forgets a question's counts."""

    def plan(self, public_id: str) -> TablePlan:
        """A plan with a question that nobody was asked."""
        plan = super().plan(public_id)
        return replace(plan, questions=(*plan.questions, replace(plan.questions[-1], key="unasked")))


def test_counts_that_do_not_fit_the_plan_leave_nothing_behind(source: CountySource) -> None:
    other = OtherPlan()
    with pytest.raises(UserError, match="unasked"):
        draw_draft(other, other.add(), None, now(), noise)
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(BudgetEntry)) == 0
    assert db.session.scalar(select(func.count()).select_from(Draft)) == 0
