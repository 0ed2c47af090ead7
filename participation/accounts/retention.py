"""What is kept of people who work at the desk, and how long."""

from datetime import datetime

from flask import Flask
from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, or_

from participation.accounts.models import FailedTries, SpentChallenge, StaffSession
from participation.accounts.rules import CHALLENGE_LENGTH, SESSION_LENGTH, TRIES_KEPT
from participation.extensions import db
from participation.kept import Kept, add_kept


def init_retention(app: Flask) -> None:
    """Says what accounts keep of people, and how long."""
    add_kept(
        app,
        Kept(
            _l("Name, mail address, roles and second factors of people who work at the desk"),
            _l("To sign them in, and to say who is responsible for what"),
            None,
            _l("as long as they work with it; the name stays beside what they decided"),
            tables=("account", "role_assignment", "passkey", "authenticator", "emergency_code"),
            of_staff=True,
        ),
    )
    add_kept(
        app,
        Kept(
            _l("Where people of the desk are signed in"),
            _l("To keep them signed in, and to let them sign out elsewhere"),
            SESSION_LENGTH,
            _l("after signing in"),
            delete_sessions_due,
            ("staff_session",),
            of_staff=True,
        ),
    )
    add_kept(
        app,
        Kept(
            _l("Tries to sign in that went wrong, as hashes; addresses that a sign-in link was asked for"),
            _l("To slow down guessing, and to send the link"),
            TRIES_KEPT,
            _l("after the last try; addresses until the link is sent"),
            delete_tries_due,
            ("failed_tries", "spent_challenge", "link_request"),
            of_staff=True,
        ),
    )
    add_kept(
        app,
        Kept(
            _l("Who did what at the desk, and when"),
            _l("So that four eyes can be proven, and mistakes be found"),
            None,
            _l("as long as the instance is run"),
            tables=("audit_line", "summary_draft"),
            of_staff=True,
        ),
    )


def delete_sessions_due(now: datetime) -> int:
    """Deletes sessions that have ended or can no longer be used, commits, and returns their number."""
    over = or_(StaffSession.started_at <= now - SESSION_LENGTH, StaffSession.ended_at.is_not(None))
    number = len(db.session.execute(delete(StaffSession).where(over).returning(StaffSession.public_id)).all())
    db.session.commit()
    return number


def delete_tries_due(now: datetime) -> int:
    """Deletes wrong tries and answered challenges that matter no longer, commits, and returns their number."""
    tries = delete(FailedTries).where(FailedTries.last_at < now - TRIES_KEPT).returning(FailedTries.key_hash)
    old = SpentChallenge.spent_at < now - 2 * CHALLENGE_LENGTH
    challenges = delete(SpentChallenge).where(old).returning(SpentChallenge.challenge_hash)
    number = sum(len(db.session.execute(statement).all()) for statement in (tries, challenges))
    db.session.commit()
    return number
