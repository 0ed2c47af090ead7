"""Several people press the same button, or two buttons, in the same moment."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask
from sqlalchemy import func, select

from participation.accounts.models import Account
from participation.clock import now
from participation.disclosure.chain import verify_chain
from participation.errors import UserError
from participation.extensions import db
from participation.permissions import Role
from participation.summaries import queries
from participation.summaries.actions import discard_draft, draw_draft, release_draft
from participation.summaries.models import Draft, Release
from tests.factories import make_account
from tests.summaries.county_source import CountySource
from tests.summaries.steps import EVERYTHING, drawn, noise, seen

Act = Callable[[], object]


def at_once(app: Flask, acts: Sequence[Act]) -> list[bool]:
    """Runs all acts at the same moment, each in its own transaction; True where one succeeded, False for UserError."""
    together = Barrier(len(acts))

    def run(act: Act) -> bool:
        with app.app_context():
            together.wait(timeout=30)
            try:
                act()
                db.session.commit()
            except UserError:
                db.session.rollback()
                return False
            finally:
                db.session.remove()
            return True

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def account(account_id: int) -> Account:
    return db.session.get_one(Account, account_id)


def draft_of(public_id: str) -> Draft:
    found = queries.draft_by_public_id(public_id)
    assert found is not None
    return found


def test_one_of_many_draws_wins(app: Flask, source: CountySource) -> None:
    subject = source.add()
    acts: list[Act] = [lambda: draw_draft(source, subject, None, now(), noise)] * 4
    assert sum(at_once(app, acts)) == 1
    assert db.session.scalar(select(func.count()).select_from(Draft)) == 1
    assert len(source.counted) == 1


def test_numbers_of_releases_have_no_gap_and_no_twin(app: Flask, source: CountySource) -> None:
    waiting = {draft.public_id: seen(source, draft) for draft in (drawn(source) for _ in range(4))}
    reviewer = make_account(Role.REVIEWER).id
    db.session.remove()

    def release(public_id: str, read: str) -> Act:
        return lambda: release_draft(source, draft_of(public_id), account(reviewer), EVERYTHING, read, now())

    for _ in range(len(waiting)):
        done = at_once(app, [release(*each) for each in waiting.items()])
        assert any(done)
        waiting = {key: read for (key, read), won in zip(waiting.items(), done, strict=True) if not won}
        if not waiting:
            break
    made = db.session.scalars(select(Release).order_by(Release.number)).all()
    assert [release.number for release in made] == [1, 2, 3, 4]
    assert verify_chain([(release.json_bytes, release.sha256) for release in made]) == []


def test_of_release_and_discard_one_happens(app: Flask, source: CountySource) -> None:
    draft = drawn(source)
    public_id, read = draft.public_id, seen(source, draft)
    reviewers = [make_account(Role.REVIEWER).id for _ in range(2)]
    db.session.remove()
    done = at_once(
        app,
        [
            lambda: release_draft(source, draft_of(public_id), account(reviewers[0]), EVERYTHING, read, now()),
            lambda: discard_draft(draft_of(public_id), account(reviewers[1]), "Zu früh.", now()),
        ],
    )
    assert sum(done) == 1
    assert db.session.scalar(select(func.count()).select_from(Release)) == int(done[0])
