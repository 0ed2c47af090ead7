"""Organisations and contact persons at the desk: the county's office edits organisations, each its own persons."""

from collections.abc import Sequence

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from participation.access import authorise, organisations_for, requires
from participation.accounts.sessions import signed_in
from participation.clock import now
from participation.county_access import allowed_for_county, authorise_for_county
from participation.extensions import db
from participation.organisations.models import Contact, Organisation
from participation.organisations.queries import organisations
from participation.paging import page_of
from participation.permissions import Permission
from participation.places import actions, queries
from participation.places.forms import contact_form, organisation_form
from participation.places.words import KIND_NAMES

blueprint = Blueprint("organisations_desk", __name__, url_prefix="/verwaltung/organisationen")


@blueprint.get("/")
@requires(Permission.EDIT_ORGANISATIONS)
def index() -> str:
    page = page_of(queries.organisations_at_desk(organisations_for(Permission.EDIT_ORGANISATIONS)), request.args)
    may_create = allowed_for_county(Permission.EDIT_ORGANISATIONS)
    return render_template("places/desk/index.html", page=page, kinds=KIND_NAMES, may_create=may_create)


@blueprint.get("/neu")
@requires(Permission.EDIT_ORGANISATIONS)
def new() -> str:
    authorise_for_county(Permission.EDIT_ORGANISATIONS)
    return render_template("places/desk/new.html", form=organisation_form(_above()))


@blueprint.post("/neu")
@requires(Permission.EDIT_ORGANISATIONS)
def create() -> Response | tuple[str, int]:
    authorise_for_county(Permission.EDIT_ORGANISATIONS)
    form = organisation_form(_above())
    if not form.validate_on_submit():
        return render_template("places/desk/new.html", form=form), 422
    organisation = actions.create_organisation(form.facts(_above()), signed_in(), now())
    db.session.commit()
    flash(_("The organisation has been entered."), "success")
    return redirect(url_for("organisations_desk.show", public_id=organisation.public_id))


@blueprint.get("/<public_id>")
@requires(Permission.EDIT_ORGANISATIONS)
def show(public_id: str) -> str:
    organisation = _own(public_id)
    may_edit = allowed_for_county(Permission.EDIT_ORGANISATIONS)
    return render_template("places/desk/show.html", organisation=organisation, kinds=KIND_NAMES, may_edit=may_edit)


@blueprint.get("/<public_id>/bearbeiten")
@requires(Permission.EDIT_ORGANISATIONS)
def edit(public_id: str) -> str:
    organisation = _countys(public_id)
    form = organisation_form(_above(organisation), organisation)
    return render_template("places/desk/edit.html", organisation=organisation, form=form)


@blueprint.post("/<public_id>/bearbeiten")
@requires(Permission.EDIT_ORGANISATIONS)
def update(public_id: str) -> Response | tuple[str, int]:
    organisation = _countys(public_id)
    form = organisation_form(_above(organisation), organisation)
    if not form.validate_on_submit():
        return render_template("places/desk/edit.html", organisation=organisation, form=form), 422
    actions.update_organisation(organisation, form.facts(_above(organisation)), signed_in(), now())
    db.session.commit()
    flash(_("Saved."), "success")
    return redirect(url_for("organisations_desk.show", public_id=public_id))


@blueprint.post("/<public_id>/loeschen")
@requires(Permission.EDIT_ORGANISATIONS)
def delete(public_id: str) -> Response:
    organisation = _countys(public_id)
    if not actions.delete_organisation(organisation, signed_in(), now()):
        flash(_("It cannot be deleted: accounts, surveys, measures or other organisations belong to it."), "warning")
        return redirect(url_for("organisations_desk.show", public_id=public_id))
    db.session.commit()
    flash(_("The organisation has been deleted."), "success")
    return redirect(url_for("organisations_desk.index"))


@blueprint.get("/<public_id>/personen/neu")
@requires(Permission.EDIT_ORGANISATIONS)
def new_contact(public_id: str) -> str:
    return render_template("places/desk/contact.html", organisation=_own(public_id), contact=None, form=contact_form())


@blueprint.post("/<public_id>/personen/neu")
@requires(Permission.EDIT_ORGANISATIONS)
def create_contact(public_id: str) -> Response | tuple[str, int]:
    organisation, form = _own(public_id), contact_form()
    if not form.validate_on_submit():
        return render_template("places/desk/contact.html", organisation=organisation, contact=None, form=form), 422
    actions.create_contact(organisation, form.facts(), signed_in(), now())
    return _saved(organisation, _("The person has been entered."))


@blueprint.get("/<public_id>/personen/<key>")
@requires(Permission.EDIT_ORGANISATIONS)
def edit_contact(public_id: str, key: str) -> str:
    contact = _person(public_id, key)
    form = contact_form(contact)
    return render_template("places/desk/contact.html", organisation=contact.organisation, contact=contact, form=form)


@blueprint.post("/<public_id>/personen/<key>")
@requires(Permission.EDIT_ORGANISATIONS)
def update_contact(public_id: str, key: str) -> Response | tuple[str, int]:
    contact = _person(public_id, key)
    organisation, form = contact.organisation, contact_form(contact)
    if not form.validate_on_submit():
        return render_template("places/desk/contact.html", organisation=organisation, contact=contact, form=form), 422
    actions.update_contact(contact, form.facts(), signed_in(), now())
    return _saved(organisation, _("Saved."))


@blueprint.post("/<public_id>/personen/<key>/entfernen")
@requires(Permission.EDIT_ORGANISATIONS)
def delete_contact(public_id: str, key: str) -> Response:
    contact = _person(public_id, key)
    organisation = contact.organisation
    actions.delete_contact(contact, signed_in(), now())
    return _saved(organisation, _("The person has been removed."))


def _saved(organisation: Organisation, sentence: str) -> Response:
    db.session.commit()
    flash(sentence, "success")
    return redirect(url_for("organisations_desk.show", public_id=organisation.public_id))


def _own(public_id: str) -> Organisation:
    organisation = queries.organisation_by_public_id(public_id) or abort(404)
    authorise(Permission.EDIT_ORGANISATIONS, organisation.id)
    return organisation


def _countys(public_id: str) -> Organisation:
    """The organisation, for the office of the county: where it stands decides who may do what."""
    organisation = queries.organisation_by_public_id(public_id) or abort(404)
    authorise_for_county(Permission.EDIT_ORGANISATIONS)
    return organisation


def _person(public_id: str, key: str) -> Contact:
    return queries.contact_of(_own(public_id), key) or abort(404)


def _above(organisation: Organisation | None = None) -> Sequence[Organisation]:
    """What an organisation may lie below: all but itself and what lies below it."""
    everything = organisations()
    below = {organisation.id} if organisation else set()
    for _level in everything:
        below |= {one.id for one in everything if one.parent_id in below}
    return [one for one in everything if one.id not in below]
