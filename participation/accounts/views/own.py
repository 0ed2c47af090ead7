"""One's own account: where one is signed in."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug import Response

from participation.access import requires
from participation.accounts import actions, queries
from participation.accounts.sessions import signed_in
from participation.accounts.views.blueprint import blueprint
from participation.clock import now
from participation.extensions import db
from participation.permissions import Permission


@blueprint.get("/konto/sitzungen", endpoint="sessions")
@requires(Permission.SEE_DESK)
def own_sessions() -> str:
    found = queries.live_sessions(signed_in(), now())
    return render_template("accounts/sessions.html", sessions=found, current=current_user.session.public_id)


@blueprint.post("/konto/sitzungen/<public_id>/beenden")
@requires(Permission.SEE_DESK)
def end_session(public_id: str) -> Response:
    own = queries.live_sessions(signed_in(), now())
    session = next((one for one in own if one.public_id == public_id), None) or abort(404)
    actions.end_session(session, now())
    db.session.commit()
    flash(_("The session has ended."), "success")
    return redirect(url_for("accounts.sessions"))
