"""One's own account: name, language, password, and where one is signed in."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug import Response

from participation.access import requires
from participation.accounts import actions, queries
from participation.accounts.forms import OwnForm, PasswordForm
from participation.accounts.sessions import fresh, signed_in
from participation.accounts.views.blueprint import blueprint
from participation.clock import now
from participation.extensions import db
from participation.permissions import Permission


@blueprint.get("/konto/")
@requires(Permission.SEE_DESK)
def own() -> str:
    return _page(OwnForm(formdata=None, obj=signed_in()))


@blueprint.post("/konto/")
@requires(Permission.SEE_DESK)
def update_own() -> Response | tuple[str, int]:
    form = OwnForm()
    if not form.validate_on_submit():
        return _page(form), 422
    actions.update_own(signed_in(), form.name.data, form.language.data, now())
    db.session.commit()
    flash(_("Saved."), "success")
    return redirect(url_for("accounts.own"))


@blueprint.get("/konto/passwort")
@requires(Permission.SEE_DESK)
@fresh
def edit_password() -> str:
    return render_template("accounts/password.html", form=PasswordForm(formdata=None))


@blueprint.post("/konto/passwort")
@requires(Permission.SEE_DESK)
@fresh
def update_password() -> Response | tuple[str, int]:
    form = PasswordForm()
    form.about(signed_in())
    if not form.validate_on_submit():
        return render_template("accounts/password.html", form=form), 422
    actions.change_password(signed_in(), form.password.data, current_user.session, now())
    db.session.commit()
    flash(_("The password is changed. Other browsers have been signed out."), "success")
    return redirect(url_for("accounts.own"))


@blueprint.get("/konto/sitzungen", endpoint="sessions")
@requires(Permission.SEE_DESK)
def own_sessions() -> str:
    found = queries.live_sessions(signed_in(), now())
    return render_template("accounts/sessions.html", sessions=found, current=current_user.session.public_id)


@blueprint.post("/konto/sitzungen/beenden")
@requires(Permission.SEE_DESK)
def end_other_sessions() -> Response:
    actions.sign_out_elsewhere(signed_in(), current_user.session, now())
    db.session.commit()
    flash(_("You are signed out everywhere but here."), "success")
    return redirect(url_for("accounts.sessions"))


@blueprint.post("/konto/sitzungen/<public_id>/beenden")
@requires(Permission.SEE_DESK)
def end_session(public_id: str) -> Response:
    own = queries.live_sessions(signed_in(), now())
    session = next((one for one in own if one.public_id == public_id), None) or abort(404)
    actions.end_session(session, now())
    db.session.commit()
    flash(_("The session has ended."), "success")
    return redirect(url_for("accounts.sessions"))


def _page(form: OwnForm) -> str:
    account = signed_in()
    return render_template(
        "accounts/own.html",
        form=form,
        account=account,
        passkeys=queries.passkeys(account),
        authenticator=queries.authenticator(account),
        may_remove_factor=queries.may_remove_factor(account),
        codes_left=queries.emergency_codes_left(account),
    )
