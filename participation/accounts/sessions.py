"""Binds Flask-Login to staff sessions that are rows and can be ended."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from flask import Flask, current_app
from flask_login import UserMixin, current_user, login_user, logout_user

from participation.accounts.models import Account, StaffSession
from participation.accounts.queries import grants, live_session
from participation.clock import now
from participation.extensions import db, login_manager
from participation.permissions import Grant

SEEN_EVERY = timedelta(minutes=5)


class SignedIn(UserMixin):
    """What ``current_user`` is: an account in one signed-in browser."""

    def __init__(self, secret: str, session: StaffSession) -> None:
        self.secret = secret
        self.session = session
        self.account: Account = session.account

    @cached_property
    def grants(self) -> list[Grant]:
        """What the person may do, looked up once per request."""
        return held_grants(self.account, now())

    def get_id(self) -> str:
        """The cookie carries the session's secret, never the account's key (Flask-Login, alternative tokens)."""
        return self.secret


def init_app(app: Flask) -> None:
    """Installs the loader of signed-in people."""
    login_manager.init_app(app)
    after: list[Any] = app.after_request_funcs[None]
    after.remove(login_manager._update_remember_cookie)  # noqa: SLF001  # nobody is remembered; it asks each session
    login_manager.user_loader(load)


def add_grants(app: Flask, find: Callable[[Account, datetime], list[Grant]]) -> None:
    """Adds what accounts may do beside their roles, such as for a while in somebody's place."""
    app.extensions.setdefault("further_grants", []).append(find)


def held_grants(account: Account, now: datetime) -> list[Grant]:
    """What the account may do at this moment: by its roles, and whatever parts of the platform add to them."""
    further = [one for find in current_app.extensions.get("further_grants", ()) for one in find(account, now)]
    return [*grants(account), *further]


def load(secret: str) -> SignedIn | None:
    """The person behind the cookie, or nobody."""
    moment = now()
    session = live_session(secret, moment)
    if session is None:
        return None
    if moment - session.seen_at > SEEN_EVERY:
        session.seen_at = moment
        db.session.commit()
    return SignedIn(secret, session)


def remember(secret: str) -> None:
    """Gives the browser the cookie of a session that has just been started."""
    session = live_session(secret, now())
    if session is not None:
        login_user(SignedIn(secret, session))


def forget() -> None:
    """Takes the cookie away."""
    logout_user()


def signed_in() -> Account:
    """The person who acts. Only inside views that ``requires`` guards."""
    account: Account = current_user.account
    return account
