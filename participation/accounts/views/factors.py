"""The second factor: giving it, setting it up, taking it away. Passkeys, an authenticator app, emergency codes."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug import Response

from participation.access import requires
from participation.accounts import actions, queries
from participation.accounts.asking import creation_request, here, sign_in_request
from participation.accounts.forms import AppForm, CodeForm, PasskeyForm
from participation.accounts.sealing import seal, unseal
from participation.accounts.sessions import Waits, fresh, remember, signed_in
from participation.accounts.totp import matching_step, new_totp_secret, totp_address
from participation.accounts.views.blueprint import blueprint
from participation.accounts.views.entering import after_signing_in, wait_sentence
from participation.clock import now
from participation.extensions import db
from participation.organisations.queries import instance
from participation.permissions import Permission
from participation.qr import svg
from participation.throttle import hard_limit

BEING_SET_UP = "new authenticator"
"""What the secret of an app is sealed for while it is being set up: the form carries it, nothing is stored."""


@blueprint.get("/konto/zweiter-faktor")
@requires(Permission.SEE_DESK, even_if=Waits.SECOND_FACTOR)
def second_factor() -> str:
    return _second_factor_page(CodeForm(formdata=None))


@blueprint.post("/konto/zweiter-faktor")
@requires(Permission.SEE_DESK, even_if=Waits.SECOND_FACTOR)
@hard_limit("second-factor", per_minute=10)
def give_second_factor() -> Response | tuple[str, int]:
    form, account = CodeForm(), signed_in()
    if not form.validate_on_submit():
        return _second_factor_page(form), 422
    wait = actions.begin_try(queries.tries_key("code", account.public_id), now()) if form.is_guessable() else None
    db.session.commit()  # the try counts, whatever comes of it
    if wait is not None:
        form.code.errors = [wait_sentence(wait)]
        return _second_factor_page(form), 422
    if not actions.spend_code(account, form.code.data, now()):
        form.code.errors = [_("This code is not right, or was used already. Please enter the newest one.")]
        return _second_factor_page(form), 422
    actions.end_tries(queries.tries_key("code", account.public_id))
    _strengthen()
    return redirect(after_signing_in())


@blueprint.get("/konto/einrichten")
@requires(Permission.SEE_DESK, even_if=Waits.ENROLMENT)
def enrol() -> str:
    return render_template("accounts/enrol.html", has_site=here() is not None)


@blueprint.get("/konto/passkeys/neu")
@requires(Permission.SEE_DESK, even_if=Waits.ENROLMENT)
@fresh
def new_passkey() -> str:
    return _passkey_page(PasskeyForm(formdata=None))


@blueprint.post("/konto/passkeys/neu")
@requires(Permission.SEE_DESK, even_if=Waits.ENROLMENT)
@fresh
def create_passkey() -> str | Response | tuple[str, int]:
    form, account, where = PasskeyForm(), signed_in(), here() or abort(404)
    key = None
    if form.validate_on_submit():
        key = actions.prove_new_passkey(where, account, form.credential.data, now())
        if key is None:
            form.name.errors = [_("Your device did not confirm the passkey. Please try again.")]
    if key is None:
        return _passkey_page(form), 422
    codes = actions.add_passkey(account, key, form.name.data, current_user.session, now())
    return _enrolled(codes, _("The passkey is set up. Other browsers have been signed out."))


@blueprint.post("/konto/passkeys/<public_id>/entfernen")
@requires(Permission.SEE_DESK)
@fresh
def remove_passkey(public_id: str) -> Response:
    account = signed_in()
    passkey = next((one for one in queries.passkeys(account) if one.public_id == public_id), None) or abort(404)
    actions.remove_passkey(account, passkey, current_user.session, now())
    db.session.commit()
    flash(_("The passkey is removed."), "success")
    return redirect(url_for("accounts.own"))


@blueprint.get("/konto/bestaetigungs-app")
@requires(Permission.SEE_DESK, even_if=Waits.ENROLMENT)
@fresh
def edit_authenticator() -> str:
    return _app_page(AppForm(formdata=None), new_totp_secret())


@blueprint.post("/konto/bestaetigungs-app")
@requires(Permission.SEE_DESK, even_if=Waits.ENROLMENT)
@fresh
def update_authenticator() -> str | Response | tuple[str, int]:
    form, account = AppForm(), signed_in()
    secret = unseal(form.secret_bytes(), BEING_SET_UP, account.public_id) or abort(400)
    step = matching_step(secret, form.code.data or "", now(), None) if form.validate_on_submit() else None
    if step is None:
        form.code.errors = form.code.errors or [_("This code is not right. Please enter the newest one of the app.")]
        return _app_page(form, secret), 422
    codes = actions.set_authenticator(account, secret, step, current_user.session, now())
    return _enrolled(codes, _("The app is set up. Other browsers have been signed out."))


@blueprint.post("/konto/bestaetigungs-app/entfernen")
@requires(Permission.SEE_DESK)
@fresh
def remove_authenticator() -> Response:
    actions.remove_authenticator(signed_in(), current_user.session, now())
    db.session.commit()
    flash(_("The app is removed."), "success")
    return redirect(url_for("accounts.own"))


@blueprint.post("/konto/notfallcodes")
@requires(Permission.SEE_DESK)
@fresh
def replace_emergency_codes() -> str:
    if not queries.has_second_factor(signed_in()):
        abort(404)
    codes = actions.replace_emergency_codes(signed_in(), now())
    db.session.commit()
    return render_template("accounts/emergency_codes.html", codes=codes)


def _second_factor_page(form: CodeForm) -> str:
    options = sign_in_request(now()) if queries.passkeys(signed_in()) else ""
    has_app = queries.authenticator(signed_in()) is not None
    return render_template("accounts/second_factor.html", form=form, options=options, has_app=has_app)


def _passkey_page(form: PasskeyForm) -> str:
    return render_template("accounts/new_passkey.html", form=form, options=creation_request(signed_in(), now()))


def _app_page(form: AppForm, secret: str) -> str:
    account = signed_in()
    form.show(seal(secret, BEING_SET_UP, account.public_id))
    picture = svg(totp_address(secret, account.email, instance().name), _("QR code for the app"))
    return render_template("accounts/authenticator.html", form=form, picture=picture, secret=secret)


def _enrolled(codes: list[str], sentence: str) -> str | Response:
    """The session is a strong one from here on; the first time, the emergency codes are shown."""
    _strengthen()
    if codes:
        return render_template("accounts/emergency_codes.html", codes=codes)
    flash(sentence, "success")
    return redirect(url_for("accounts.own"))


def _strengthen() -> None:
    secret = actions.strengthen_session(current_user.session, now())
    db.session.commit()
    remember(secret)
