"""What every way of signing in ends with."""

from datetime import timedelta

from flask import redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug import Response

from participation.accounts import actions, sessions
from participation.accounts.models import Account
from participation.clock import now
from participation.extensions import db


def enter(account: Account, *, strong: bool = False, then: str = "") -> Response:
    """Signs the account in and goes on; whoever was signed in at this browser no longer is."""
    if current_user.is_authenticated:
        actions.end_session(current_user.session, now())
    secret = actions.start_session(account, now(), strong=strong)
    db.session.commit()
    sessions.remember(secret)
    return redirect(then or after_signing_in())


def after_signing_in() -> str:
    """The address that ``?next=`` asks for, if it is a plain path of ours: nobody is sent elsewhere; else the desk."""
    return _safe(request.args.get("next")) or url_for("desk.index")


def wait_sentence(wait: timedelta) -> str:
    """That it was too often, how long to wait, and that there are other ways."""
    seconds = max(1, round(wait.total_seconds()))
    minutes = -(-seconds // 60)
    length = (
        ngettext("%(num)d second", "%(num)d seconds", seconds)
        if seconds < 60
        else ngettext("%(num)d minute", "%(num)d minutes", minutes)
    )
    return _("Too many wrong tries. Please wait %(length)s or take one of the other ways.", length=length)


def _safe(address: str | None) -> str | None:
    if not address or len(address) > 500 or not address.isprintable():
        return None
    return address if address.startswith("/") and not address.startswith("//") and "\\" not in address else None
