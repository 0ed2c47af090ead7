"""Signing in by password, passkey or one-time link, and signing out."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug import Response

from participation.access import public
from participation.accounts import actions, queries, sessions
from participation.accounts.asking import here, sign_in_request
from participation.accounts.forms import CredentialForm, LinkForm, OnlyButtonForm, SignInForm
from participation.accounts.secrets import password_matches
from participation.accounts.views.blueprint import blueprint
from participation.accounts.views.entering import enter, wait_sentence
from participation.clock import now
from participation.extensions import db
from participation.throttle import hard_limit


@blueprint.get("/konto/anmelden")
@public
def sign_in() -> str:
    return _page(SignInForm(formdata=None), LinkForm(formdata=None))


@blueprint.post("/konto/anmelden")
@public
@hard_limit("sign-in", per_minute=10)
def create_session() -> Response | tuple[str, int]:
    form = SignInForm()
    if not form.validate_on_submit():
        return _page(form, LinkForm(formdata=None)), 422
    tries = queries.tries_key("password", form.email.data)
    wait = actions.begin_try(tries, now())
    db.session.commit()  # the try counts, whatever comes of it
    if wait is not None:
        form.password.errors = [wait_sentence(wait)]
        return _page(form, LinkForm(formdata=None)), 422
    account = queries.account_by_email(form.email.data)
    if not password_matches(account.password_hash if account else None, form.password.data) or account is None:
        form.password.errors = [_("Address and password do not belong together. Please check both.")]
        return _page(form, LinkForm(formdata=None)), 422
    actions.end_tries(tries)
    return enter(account)


@blueprint.post("/konto/anmelden/link")
@public
@hard_limit("sign-in-link", per_minute=5)
def request_link() -> Response | tuple[str, int]:
    form = LinkForm()
    if not form.validate_on_submit():
        return _page(SignInForm(formdata=None), form), 422
    actions.request_link(form.email.data, now())
    db.session.commit()
    flash(_("If there is an account with this address, a link is on its way. It works once, within an hour."), "info")
    return redirect(url_for("accounts.sign_in"))


@blueprint.post("/konto/anmelden/passkey")
@public
@hard_limit("passkey", per_minute=20)
def sign_in_by_passkey() -> Response:
    form, where = CredentialForm(), here()
    sent = form.validate_on_submit() and where is not None
    passkey = actions.prove_passkey(where, form.credential.data, now()) if sent and where else None
    if passkey is None:
        db.session.rollback()
        flash(_("This passkey belongs to no account here, or the page was open too long. Please try again."), "danger")
        return redirect(url_for("accounts.sign_in", next=request.args.get("next")))
    return enter(passkey.account, strong=True)


@blueprint.get("/konto/link/<secret>")
@public
def show_link(secret: str) -> str | tuple[str, int]:
    found = queries.live_login_link(secret, now())
    name = found[1].name if found else ""
    return render_template("accounts/show_link.html", form=OnlyButtonForm(), name=name), 200 if found else 410


@blueprint.post("/konto/link/<secret>")
@public
@hard_limit("sign-in", per_minute=10)
def spend_link(secret: str) -> Response | tuple[str, int]:
    found = queries.live_login_link(secret, now())
    if found is None or not actions.spend_login_link(found[0], now()):
        return render_template("accounts/show_link.html", form=OnlyButtonForm(), name=""), 410
    return enter(found[1])


@blueprint.get("/konto/einladung/<secret>")
@public
def show_invitation(secret: str) -> str | tuple[str, int]:
    found = queries.live_invitation(secret, now())
    account = found[1] if found else None
    return render_template("accounts/invitation.html", form=OnlyButtonForm(), account=account), 200 if found else 410


@blueprint.post("/konto/einladung/<secret>")
@public
@hard_limit("sign-in", per_minute=10)
def accept_invitation(secret: str) -> Response | tuple[str, int]:
    found = queries.live_invitation(secret, now())
    if found is None or not actions.accept_invitation(*found, now()):
        return render_template("accounts/invitation.html", form=OnlyButtonForm(), account=None), 410
    return enter(found[1], then=url_for("accounts.own"))


@blueprint.post("/konto/abmelden")
@public
def sign_out() -> Response:
    if current_user.is_authenticated:
        actions.end_session(current_user.session, now())
        db.session.commit()
        sessions.forget()
        flash(_("You are signed out."), "success")
    return redirect(url_for("accounts.sign_in"))


def _page(form: SignInForm, link_form: LinkForm) -> str:
    options = sign_in_request(now())
    return render_template("accounts/sign_in.html", form=form, link_form=link_form, options=options)
