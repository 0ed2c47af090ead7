"""Drawing a draft, discarding it, releasing it: they add to the running transaction, the edge commits.

Who comes second at the same moment is decided by unique constraints, never by what was read before.
"""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from fractions import Fraction

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from participation.accounts.actions import audit
from participation.accounts.models import Account
from participation.disclosure.budget import Budget, BudgetError, costs
from participation.disclosure.noise import Noise
from participation.disclosure.plan import PlanError
from participation.disclosure.release import draw
from participation.errors import UserError
from participation.extensions import db
from participation.following.actions import in_languages, tell_followers
from participation.following.followables import public_ids
from participation.following.rules import News
from participation.kit.search.actions import refresh
from participation.languages import pick
from participation.summaries import queries
from participation.summaries.checks import report
from participation.summaries.freezing import freeze, preview_sha256
from participation.summaries.models import BudgetEntry, Draft, Release, ReleasePart
from participation.summaries.reading import workstream_questions
from participation.summaries.rules import DraftStatus, may_review, unconfirmed
from participation.summaries.sources import Subject, SummarySource
from participation.types import Json

ALREADY_DRAWN = _l("There already is a draft of this summary. A second person must decide on it first.")
ALREADY_RELEASED = _l("This summary has been released. What is published is not drawn again.")


def check_drawable(source: SummarySource, subject: Subject) -> None:
    """Says beforehand what ``draw_draft`` would refuse, as far as it can be known: raises UserError."""
    if not subject.ready:
        raise UserError(subject.why_not or _("This cannot be summarised yet."))
    if (source.kind, subject.public_id) in queries.undecided_drafts([subject.organisation_id]):
        raise UserError(ALREADY_DRAWN)
    if queries.release_for_subject(source.kind, subject.public_id):
        raise UserError(ALREADY_RELEASED)


def draw_draft(source: SummarySource, subject: Subject, account: Account | None, now: datetime, noise: Noise) -> Draft:
    """Draws the subject's counts once and keeps only what may be published of them; ``account`` None: a command.

    The budget of every question is booked in the same transaction, before the counts are looked at. Raises UserError
    when the subject is not ready, has a draft that nobody decided on, was released, or has no budget left.
    """
    if not subject.ready:
        raise UserError(subject.why_not or _("This cannot be summarised yet."))
    draft = Draft(
        source=source.kind,
        subject_id=subject.public_id,
        title=subject.title,
        organisation_id=subject.organisation_id,
        author_id=account.id if account else None,
        drawn_at=now,
        content={},
    )
    db.session.add(draft)
    _flush(str(ALREADY_DRAWN))
    if queries.release_for_subject(source.kind, subject.public_id):
        raise UserError(ALREADY_RELEASED)
    draft.content = _drawn(source, draft, noise)
    db.session.flush()
    details = {"draft": draft.public_id}
    audit(account, "draw_draft", source.kind, subject.public_id, now, details, of=draft.organisation_id)
    return draft


def discard_draft(draft: Draft, account: Account, reason: str, now: datetime) -> None:
    """Rejects the draft and erases its figures; the budget stays spent, for they were seen. Raises UserError."""
    _second_person(draft, account)
    if not reason.strip():
        raise UserError(_("Please say why this draft is discarded."))
    _decide(draft, DraftStatus.DISCARDED, account, now, reason=reason.strip(), content={})
    details = {"draft": draft.public_id}
    audit(account, "discard_draft", draft.source, draft.subject_id, now, details, of=draft.organisation_id)


def release_draft(
    source: SummarySource, draft: Draft, account: Account, ticked: Collection[str], seen_sha256: str, now: datetime
) -> Release:
    """Publishes the draft for good, as the next link of the chain.

    ``ticked``: confirmed points of the checklist. ``seen_sha256``: hash of the preview that was read; if themes
    have changed since, they look again. Raises UserError when four eyes, checklist or a check are missing, or when
    somebody decided or released in the same moment.
    """
    _second_person(draft, account)
    if account.id in source.authors([draft.subject_id]).get(draft.subject_id, ()):
        raise UserError(_("You worked on the themes of this summary yourself. A second person must release it."))
    if unconfirmed(ticked):
        raise UserError(_("Please confirm every point of the checklist before releasing."))
    found = report(draft.content, source.plan(draft.subject_id))
    if not all(check.passed for check in found):
        raise UserError(_("The automatic checks found something. This draft cannot be released."))
    release = _next_release(source, draft, now)
    if preview_sha256(release.json_bytes) != seen_sha256:
        raise UserError(_("What would be published has changed in the meantime. Please read it again."))
    evidence: Json = {"passed": [check.key for check in found], "confirmed": sorted(ticked)}
    _decide(draft, DraftStatus.RELEASED, account, now, checks=evidence)
    db.session.add(release)
    _flush(_("Another summary was released at the same moment. Please try again."))
    refresh("release", [release.public_id], now)
    details: Json = {"release": release.public_id, "number": release.number, "sha256": release.sha256}
    audit(account, "release_draft", draft.source, draft.subject_id, now, details, of=draft.organisation_id)
    _tell(release, now)
    return release


def _tell(release: Release, now: datetime) -> None:
    """Those who follow the subject or one of the workstreams that the release speaks to hear of it."""
    title = release.title
    sentence = in_languages(lambda tag: _("Result published: %(title)s", title=pick(title, tag)))
    news = News(f"release {release.public_id}", sentence)
    tell_followers(release.source, release.subject_id, news, now)
    for public_id in public_ids("workstream", [part.workstream for part in release.parts]):
        tell_followers("workstream", public_id, news, now)


def _drawn(source: SummarySource, draft: Draft, noise: Noise) -> Json:
    try:
        plan, aggregate = source.plan(draft.subject_id), source.aggregate(draft.subject_id)
        _book(draft, costs(plan, aggregate.n))
        content: Json = json.loads(draw(plan, aggregate, noise).dump())
    except PlanError as error:
        raise UserError(_("The counts do not fit the table plan: %(problems)s", problems=str(error))) from error
    return content


def _book(draft: Draft, costs_: Mapping[str, Fraction]) -> None:
    # A second draw is possible only after a second person discarded the first one: the lifetime limit counts both.
    try:
        Budget(queries.spent(draft.source, draft.subject_id)).book(costs_, correction=True)
    except BudgetError as error:
        raise UserError(
            _(
                "These questions may not be drawn again, or answers could be traced: %(keys)s",
                keys=", ".join(error.questions),
            )
        ) from error
    db.session.add_all(
        BudgetEntry(
            source=draft.source,
            subject_id=draft.subject_id,
            question=question,
            draft_id=draft.id,
            epsilon_numerator=cost.numerator,
            epsilon_denominator=cost.denominator,
        )
        for question, cost in costs_.items()
        if cost
    )
    db.session.flush()


def _next_release(source: SummarySource, draft: Draft, now: datetime) -> Release:
    last = queries.last_release()
    frozen = freeze(source, draft, last.sha256 if last else None)
    parts = workstream_questions(frozen.json)
    return Release(
        public_id=draft.public_id,
        number=last.number + 1 if last else 1,
        draft_id=draft.id,
        source=draft.source,
        subject_id=draft.subject_id,
        title=draft.title,
        organisation_id=draft.organisation_id,
        released_at=now,
        json_bytes=frozen.json,
        csv_bytes=frozen.csv,
        sha256=frozen.sha256,
        previous_sha256=last.sha256 if last else None,
        parts=[ReleasePart(workstream=slug, questions=questions) for slug, questions in parts.items()],
    )


def _second_person(draft: Draft, account: Account) -> None:
    if not may_review(draft.author_id, account.id):
        raise UserError(_("You drew this draft yourself. A second person must decide on it."))


def _decide(draft: Draft, status: DraftStatus, account: Account, now: datetime, **values: object) -> None:
    undecided = update(Draft).where(Draft.id == draft.id, Draft.status == DraftStatus.IN_REVIEW)
    decision = undecided.values(status=status, reviewer_id=account.id, decided_at=now, **values)
    if not db.session.execute(decision.returning(Draft.id)).all():
        raise UserError(_("Somebody has already decided on this draft."))


def _flush(taken: str) -> None:
    try:
        db.session.flush()
    except IntegrityError as error:
        raise UserError(taken) from error
