"""Following a thing: asking, confirming, leaving. Nobody needs an account or gets a cookie."""

from flask import Blueprint, Response, abort, redirect, render_template, url_for
from werkzeug import Response as AnyResponse

from participation.access import public
from participation.clock import now
from participation.extensions import csrf, db
from participation.following import actions, queries
from participation.following.feeds import feed_of_all
from participation.following.followables import Followable, followable
from participation.following.forms import FollowForm
from participation.following.models import Subscription
from participation.following.sealing import left_by
from participation.i18n import current_language
from participation.kit.personal_links.actions import spend
from participation.kit.personal_links.queries import live_link
from participation.mail.addressing import mail_address
from participation.security import refuse_foreign
from participation.throttle import hard_limit

blueprint = Blueprint("following", __name__)
csrf.exempt(blueprint)  # no session to protect: a link's secret, or the request's origin, takes its place


@blueprint.get("/feed.atom")
@public
def feed() -> Response:
    return feed_of_all()


@blueprint.get("/folgen/<key>/<public_id>")
@public
def new(key: str, public_id: str) -> str:
    return render_template("following/new.html", form=FollowForm(), thing=_thing(key, public_id))


@blueprint.post("/folgen/<key>/<public_id>")
@public
@hard_limit("following", per_minute=10)
def create(key: str, public_id: str) -> AnyResponse | tuple[str, int]:
    refuse_foreign()
    thing, form = _thing(key, public_id), FollowForm()
    if not form.validate_on_submit():
        return render_template("following/new.html", form=form, thing=thing), 422
    address = mail_address(form.email.data)
    actions.subscribe(key, public_id, thing, address, current_language().tag, now())
    db.session.commit()
    return redirect(url_for("following.asked", sprache=current_language().tag))


@blueprint.get("/folgen/angefragt")
@public
def asked() -> str:
    return render_template("following/asked.html")


@blueprint.get("/folgen/bestaetigen/<secret>")
@public
def show_link(secret: str) -> tuple[str, int]:
    return _link_page(_asked(secret))


@blueprint.post("/folgen/bestaetigen/<secret>")
@public
@hard_limit("following", per_minute=30)
def confirm(secret: str) -> str | tuple[str, int]:
    link, subscription = live_link(actions.PURPOSE, secret, now()), _asked(secret)
    if link is None or subscription is None or not spend(link, now()):
        return _link_page(None)
    actions.confirm(subscription, now())
    db.session.commit()
    return render_template("following/confirmed.html", thing=followable(subscription.kind, subscription.subject_id))


@blueprint.get("/folgen/abmelden/<secret>")
@public
def show_leave(secret: str) -> str:
    subscription = queries.subscription_by_public_id(left_by(secret) or abort(404))
    thing = followable(subscription.kind, subscription.subject_id) if subscription else None
    return render_template("following/leave.html", subscription=subscription, thing=thing)


@blueprint.post("/folgen/abmelden/<secret>")
@public
def leave(secret: str) -> str:
    actions.leave(left_by(secret) or abort(404))
    db.session.commit()
    return render_template("following/leave.html", subscription=None, thing=None)


def _thing(kind: str, public_id: str) -> Followable:
    return followable(kind, public_id) or abort(404)


def _asked(secret: str) -> Subscription | None:
    """The subscription that the link may confirm."""
    link = live_link(actions.PURPOSE, secret, now())
    return queries.subscription_by_public_id(link.subject) if link else None


def _link_page(subscription: Subscription | None) -> tuple[str, int]:
    thing = followable(subscription.kind, subscription.subject_id) if subscription else None
    page = render_template("following/confirm.html", subscription=subscription, thing=thing)
    return page, 200 if subscription else 410
