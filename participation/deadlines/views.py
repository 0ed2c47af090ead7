"""What is due: a page with everything, the first of it on the desk's first page, and a calendar to subscribe to."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug import Response as AnyResponse

from participation.access import organisations_for, public, requires
from participation.accounts.sessions import held_grants, signed_in
from participation.clock import now
from participation.deadlines import queries, subscription
from participation.deadlines.calendar import calendar
from participation.deadlines.rules import SHORTLY, grouped
from participation.deadlines.sources import Deadline, sources
from participation.deadlines.words import WHEN_WORDS
from participation.deputies.rules import Gap
from participation.deputies.words import GAP_WORDS
from participation.extensions import db
from participation.formatting import zone
from participation.i18n import current_language
from participation.kit.personal_links.queries import link_of
from participation.organisations.models import Organisation
from participation.organisations.queries import instance, organisations
from participation.paging import page_of_list
from participation.permissions import Permission

blueprint = Blueprint("deadlines", __name__)

ON_FIRST_PAGE = 8
ALONE_ON_FIRST_PAGE = 3
ALL = "alle"


@blueprint.get("/verwaltung/termine/")
@requires(Permission.SEE_DESK)
def index() -> str:
    towns = {one.id: one for one in organisations()}
    found = _chosen(queries.deadlines(current_user.grants, _today()), towns, request.args)
    page = page_of_list(found, request.args)
    own = organisations_for(Permission.SEE_DESK)
    return render_template(
        "deadlines/index.html",
        page=page,
        kinds=[(source.kind, source.label) for source in sources()],
        organisations=[(one.public_id, one.name) for one in towns.values() if one.id in own],
        chosen=_choice(request.args),
        **_shown(page.items, towns, queries.gaps(page.items, _today())),
    )


def panel() -> dict[str, Any]:
    """The next things that the person has to do, or that happen by themselves."""
    today = _today()
    found = queries.deadlines(current_user.grants, today)
    near = [one for one in found if one.day <= today + SHORTLY]
    own = [one for one in near if queries.concerns(signed_in(), current_user.grants, one)]
    alone = queries.gaps(found, today)
    towns = {one.id: one for one in organisations()}
    return {
        "later": len(found),
        "alone": [(one, GAP_WORDS[alone[one.key]]) for one in found if one.key in alone][:ALONE_ON_FIRST_PAGE],
        **_shown(own[:ON_FIRST_PAGE], towns, alone),
    }


@blueprint.get("/konto/termine")
@requires(Permission.SEE_DESK)
def calendar_link() -> str:
    return _link_page(None)


@blueprint.post("/konto/termine")
@requires(Permission.SEE_DESK)
def subscribe() -> str:
    secret = subscription.subscribe(signed_in(), now())
    db.session.commit()
    return _link_page(_base_url() + url_for("deadlines.subscribed", secret=secret))


@blueprint.post("/konto/termine/beenden")
@requires(Permission.SEE_DESK)
def unsubscribe() -> AnyResponse:
    subscription.unsubscribe(signed_in(), now())
    db.session.commit()
    flash(_("The calendar link has been ended."), "success")
    return redirect(url_for("deadlines.calendar_link"))


@blueprint.get("/konto/termine/<secret>.ics")
@public
def subscribed(secret: str) -> Response:
    moment = now()
    account = subscription.subscriber(secret, moment) or abort(404)
    held = held_grants(account, moment)
    own = [one for one in queries.deadlines(held, _today()) if queries.concerns(account, held, one)]
    name = _("Deadlines %(name)s", name=instance().name)
    data = calendar(own, name, _base_url(), current_language().tag, moment)
    return Response(data, content_type="text/calendar; charset=utf-8", headers={"Cache-Control": "no-store"})


def _link_page(address: str | None) -> str:
    """The page of one's calendar; ``address`` is shown once, right after it was made."""
    link = link_of(subscription.PURPOSE, signed_in().public_id, now())
    return render_template("deadlines/calendar_link.html", address=address, link=link)


def _base_url() -> str:
    address: str = current_app.extensions["settings"].base_url
    return address


def _shown(
    deadlines: Sequence[Deadline], towns: Mapping[int, Organisation], alone: Mapping[str, Gap]
) -> dict[str, Any]:
    today = _today()
    return {
        "warnings": {key: GAP_WORDS[reason] for key, reason in alone.items()},
        "groups": [(WHEN_WORDS[near], near, some) for near, some in grouped(deadlines, today)],
        "today": today,
        "towns": towns if len(organisations_for(Permission.SEE_DESK)) > 1 else {},
        "open": {one.key for one in deadlines if queries.may_open(current_user.grants, one)},
    }


def _choice(arguments: Mapping[str, str]) -> dict[str, str]:
    return {name: arguments[name] for name in ("organisation", "art") if arguments.get(name, ALL) != ALL}


def _chosen(
    deadlines: Sequence[Deadline], towns: Mapping[int, Organisation], arguments: Mapping[str, str]
) -> list[Deadline]:
    choice = _choice(arguments)
    return [
        one
        for one in deadlines
        if choice.get("art", one.kind) == one.kind
        and choice.get("organisation", towns[one.organisation_id].public_id) == towns[one.organisation_id].public_id
    ]


def _today() -> date:
    return now().astimezone(zone()).date()
