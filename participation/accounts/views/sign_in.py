"""Signing in by password or one-time link, and signing out."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug import Response

from participation.access import public
from participation.accounts import actions, queries, sessions
from participation.accounts.forms import OnlyButtonForm, SignInForm
from participation.accounts.secrets import password_matches
from participation.accounts.views.blueprint import blueprint
from participation.clock import now
from participation.extensions import db
from participation.throttle import hard_limit


@blueprint.get("/konto/anmelden")
@public
def sign_in() -> str:
    return render_template("accounts/sign_in.html", form=SignInForm())


@blueprint.post("/konto/anmelden")
@public
@hard_limit("sign-in", per_minute=10)
def create_session() -> str | Response | tuple[str, int]:
    form = SignInForm()
    if form.validate_on_submit():
        account = queries.account_by_email(form.email.data)
        if password_matches(account.password_hash if account else None, form.password.data) and account:
            return _signed_in(actions.start_session(account, now()))
        form.password.errors = [_("Address and password do not belong together. Please check both.")]
    return render_template("accounts/sign_in.html", form=form), 422


@blueprint.get("/konto/link/<secret>")
@public
def show_link(secret: str) -> str | tuple[str, int]:
    link = queries.live_login_link(secret, now())
    return render_template("accounts/show_link.html", form=OnlyButtonForm(), link=link), 200 if link else 410


@blueprint.post("/konto/link/<secret>")
@public
@hard_limit("sign-in", per_minute=10)
def spend_link(secret: str) -> Response | tuple[str, int]:
    link = queries.live_login_link(secret, now())
    opened = actions.spend_login_link(link, now()) if link else None
    if opened is None:
        return render_template("accounts/show_link.html", form=OnlyButtonForm(), link=None), 410
    return _signed_in(opened)


@blueprint.post("/konto/abmelden")
@public
def sign_out() -> Response:
    if current_user.is_authenticated:
        actions.end_session(current_user.session, now())
        db.session.commit()
        sessions.forget()
        flash(_("You are signed out."), "success")
    return redirect(url_for("accounts.sign_in"))


def _signed_in(secret: str) -> Response:
    db.session.commit()
    sessions.remember(secret)
    return redirect(_safe(request.args.get("next")) or url_for("desk.index"))


def _safe(address: str | None) -> str | None:
    """The address to go on to, if it is a plain path of ours: nobody is sent elsewhere after signing in."""
    if not address or len(address) > 500 or not address.isprintable():
        return None
    return address if address.startswith("/") and not address.startswith("//") and "\\" not in address else None
