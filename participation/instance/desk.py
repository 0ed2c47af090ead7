"""The instance at the desk: one page that leads to everything, and its name, colours and contact."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug import Response

from participation.access import requires
from participation.accounts.sessions import signed_in
from participation.clock import now
from participation.county_access import allowed_for_county, authorise_for_county
from participation.extensions import db
from participation.instance import actions, hub
from participation.instance.forms import InstanceForm, instance_form
from participation.kit.contrast import DARK, LIGHT, checks
from participation.organisations.models import Instance
from participation.organisations.queries import instance
from participation.permissions import Permission

blueprint = Blueprint("instance", __name__, url_prefix="/verwaltung/instanz")


@blueprint.get("/")
@requires(Permission.EDIT_INSTANCE)
def index() -> str:
    cards = hub.cards() if allowed_for_county(Permission.EDIT_INSTANCE) else []
    return render_template("instance/desk/index.html", cards=cards)


@blueprint.get("/marke")
@requires(Permission.EDIT_INSTANCE)
def edit() -> str:
    authorise_for_county(Permission.EDIT_INSTANCE)
    return _page(instance_form(instance()), instance())


@blueprint.post("/marke")
@requires(Permission.EDIT_INSTANCE)
def update() -> Response | tuple[str, int]:
    authorise_for_county(Permission.EDIT_INSTANCE)
    form = instance_form(instance())
    if not form.validate_on_submit():
        return _page(form, instance()), 422
    actions.update_instance(form.facts(), signed_in(), now())
    db.session.commit()
    flash(_("Saved. Every page shows it from now on."), "success")
    return redirect(url_for("instance.edit"))


def _page(form: InstanceForm, brand: Instance) -> str:
    light = checks(brand.colour_light, LIGHT) if brand.colour_light else []
    dark = checks(brand.colour_dark, DARK) if brand.colour_dark else []
    return render_template("instance/desk/edit.html", form=form, brand=brand, light=light, dark=dark)
