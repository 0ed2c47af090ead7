"""Binds Flask-Login to staff sessions that are rows and can be ended."""

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property, wraps
from typing import Any

from flask import Flask, current_app, flash, g, session
from flask_babel import gettext as _
from flask_login import UserMixin, current_user, login_user, logout_user

from participation.access import View, is_desk, to_sign_in
from participation.accounts.models import Account, StaffSession
from participation.accounts.queries import grants, has_second_factor, live_session
from participation.accounts.rules import is_fresh, is_guarded
from participation.clock import now
from participation.extensions import db, login_manager
from participation.organisations.queries import instance
from participation.permissions import Grant

SEEN_EVERY = timedelta(minutes=5)


class Waits(StrEnum):
    """What somebody who has signed in must still do; the value is the page where it is done."""

    SECOND_FACTOR = "accounts.second_factor"
    ENROLMENT = "accounts.enrol"


class SignedIn(UserMixin):
    """What ``current_user`` is: an account in one signed-in browser."""

    def __init__(self, secret: str, staff_session: StaffSession) -> None:
        self.secret = secret
        self.session = staff_session
        self.account: Account = staff_session.account

    @cached_property
    def waits_for(self) -> Waits | None:
        """What must be done before any door opens: give the second factor, or set one up."""
        if self.session.second_factor_at is not None:
            return None
        if has_second_factor(self.account):
            return Waits.SECOND_FACTOR
        guarded = any(is_guarded(grant) for grant in self._held)
        return Waits.ENROLMENT if guarded and not instance().demo else None

    @cached_property
    def grants(self) -> list[Grant]:
        """What the person may do, looked up once per request; nothing as long as something must still be done."""
        return self._held if self.waits_for is None else []

    @cached_property
    def _held(self) -> list[Grant]:
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
    app.before_request(_speak_their_language)


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
    found = live_session(secret, moment)
    if found is None:
        return None
    if moment - found.seen_at > SEEN_EVERY:
        found.seen_at = moment
        db.session.commit()
    return SignedIn(secret, found)


def remember(secret: str) -> None:
    """Gives the browser the cookie of a session; nothing of what it carried before stays in it."""
    found = live_session(secret, now())
    if found is not None:
        session.clear()
        login_user(SignedIn(secret, found))


def forget() -> None:
    """Takes the cookie away."""
    logout_user()
    session.clear()


def signed_in() -> Account:
    """The person who acts. Only inside views that ``requires`` guards."""
    account: Account = current_user.account
    return account


def fresh(view: View) -> View:
    """Only shortly after signing in: whoever finds an open browser changes nothing that opens the account."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if is_fresh(now(), current_user.session.started_at):
            return view(*args, **kwargs)
        flash(_("To change this, please sign in once more."), "info")
        return to_sign_in()

    return guarded  # type: ignore[return-value]


def _speak_their_language() -> None:
    """The desk speaks the language that its reader has chosen, unless the address asks for another."""
    if is_desk() and current_user.is_authenticated and current_user.account.language:
        g.preferred_language = current_user.account.language
