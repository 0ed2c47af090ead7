"""Everybody's accounts and roles."""

from io import BytesIO
from typing import TypeVar

from flask import abort, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug import Response

from participation.access import authorise, organisations_for, requires
from participation.accounts import actions, queries
from participation.accounts.forms import InviteForm, RoleForm
from participation.accounts.letters import invitation_letter
from participation.accounts.mails import mail_invitation
from participation.accounts.models import Account
from participation.accounts.rules import NEED_SECOND_FACTOR
from participation.accounts.sessions import signed_in
from participation.accounts.tables import account_columns, account_row
from participation.accounts.views.blueprint import blueprint
from participation.accounts.words import PERMISSION_NAMES, ROLE_NAMES
from participation.clock import now
from participation.extensions import db
from participation.formatting import zone
from participation.kit.downloads import every, table_file
from participation.kit.pdf import require_libraries
from participation.kit.tables import Table
from participation.mail.texts import absolute
from participation.organisations.models import Organisation
from participation.organisations.queries import organisations_by_id
from participation.paging import page_of
from participation.permissions import ROLE_PERMISSIONS, Permission

Form = TypeVar("Form", bound=RoleForm)
COUNTY_FIRST = (Organisation.parent_id.is_not(None), Organisation.name)


@blueprint.get("/verwaltung/konten/")
@requires(Permission.MANAGE_ACCOUNTS)
def index() -> str:
    page = page_of(queries.accounts(_managed()), request.args)
    return render_template("accounts/index.html", page=page, role_names=ROLE_NAMES)


@blueprint.get("/verwaltung/konten/tabelle")
@requires(Permission.MANAGE_ACCOUNTS)
def accounts_table() -> Response:
    accounts = every(queries.accounts(_managed()))
    return table_file(Table(_("Accounts"), account_columns(), map(account_row, accounts), zone()))


@blueprint.get("/verwaltung/konten/rollen")
@requires(Permission.MANAGE_ACCOUNTS)
def roles() -> str:
    page = page_of(select(Organisation).where(Organisation.id.in_(_managed())).order_by(*COUNTY_FIRST), request.args)
    return render_template(
        "accounts/roles.html",
        page=page,
        holders=queries.holders([one.id for one in page.items]),
        role_names=ROLE_NAMES,
        permission_names=PERMISSION_NAMES,
        role_permissions=ROLE_PERMISSIONS,
        needs_second_factor=NEED_SECOND_FACTOR,
    )


@blueprint.get("/verwaltung/konten/neu")
@requires(Permission.MANAGE_ACCOUNTS)
def new() -> str:
    return render_template("accounts/new.html", form=_offering(InviteForm(formdata=None)))


@blueprint.post("/verwaltung/konten/neu")
@requires(Permission.MANAGE_ACCOUNTS)
def create() -> str | Response | tuple[str, int]:
    form = _offering(InviteForm())
    if not form.validate_on_submit():
        return render_template("accounts/new.html", form=form), 422
    account, secret = actions.invite(form.email.data, form.name.data, *form.chosen(), signed_in(), now())
    if secret is None:
        db.session.commit()
        flash(_("%(name)s had an account already and now holds the role.", name=account.name), "success")
        return redirect(url_for("accounts.show", public_id=account.public_id))
    return _invited(account, secret)


@blueprint.get("/verwaltung/konten/<public_id>")
@requires(Permission.MANAGE_ACCOUNTS)
def show(public_id: str) -> str:
    return _account_page(_account(public_id), RoleForm(formdata=None))


@blueprint.post("/verwaltung/konten/<public_id>/rollen")
@requires(Permission.MANAGE_ACCOUNTS)
def give_role(public_id: str) -> str | Response | tuple[str, int]:
    account, form = _account(public_id), _offering(RoleForm())
    if not form.validate_on_submit():
        return _account_page(account, form), 422
    actions.give_role(account, *form.chosen(), signed_in(), now())
    if account.joined_at is None:
        return _invited(account, actions.renew_invitation(account, signed_in(), now()))
    return _done(account, _("The role is given."))


@blueprint.post("/verwaltung/konten/<public_id>/rollen/entfernen")
@requires(Permission.MANAGE_ACCOUNTS)
def take_role(public_id: str) -> Response:
    account = _account(public_id)
    wanted = (request.form.get("role"), request.form.get("organisation"))
    held = next((one for one in account.roles if (one.role, one.organisation.slug) == wanted), None) or abort(404)
    authorise(Permission.MANAGE_ACCOUNTS, held.organisation_id)
    actions.take_role(account, held, signed_in(), now())
    return _done(account, _("The role is taken away."))


@blueprint.post("/verwaltung/konten/<public_id>/einladung")
@requires(Permission.MANAGE_ACCOUNTS)
def renew_invitation(public_id: str) -> str:
    account = _whole_account(public_id)
    secret = actions.renew_invitation(account, signed_in(), now())
    return _invited(account, secret)


@blueprint.post("/verwaltung/konten/<public_id>/einladung/brief")
@requires(Permission.MANAGE_ACCOUNTS)
def print_invitation(public_id: str) -> Response:
    """A new invitation as a letter. It is drawn at once, not by a task: a task would keep the secret in its file."""
    account = _whole_account(public_id)
    require_libraries()
    secret = actions.renew_invitation(account, signed_in(), now())
    db.session.commit()
    letter = invitation_letter(account, _invitation_address(secret), now())
    answer = send_file(BytesIO(letter), "application/pdf", as_attachment=True, download_name=_("invitation.pdf"))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.post("/verwaltung/konten/<public_id>/zweiter-faktor")
@requires(Permission.MANAGE_ACCOUNTS)
def reset_second_factor(public_id: str) -> Response:
    account = _whole_account(public_id)
    actions.reset_second_factor(account, signed_in(), now())
    return _done(account, _("The second factor is taken away. A new one is set up at the next sign-in."))


@blueprint.post("/verwaltung/konten/<public_id>/schliessen")
@requires(Permission.MANAGE_ACCOUNTS)
def close(public_id: str) -> Response:
    account = _whole_account(public_id)
    actions.close_account(account, signed_in(), now())
    return _done(account, _("The account is closed."))


def _managed() -> set[int]:
    return organisations_for(Permission.MANAGE_ACCOUNTS)


def _account(public_id: str) -> Account:
    """The account, if it holds a role for an organisation whose accounts the signed-in person manages."""
    account = queries.account_by_public_id(public_id) or abort(404)
    if _managed().isdisjoint(one.organisation_id for one in account.roles):
        abort(403)
    return account


def _whole_account(public_id: str) -> Account:
    """The account, if she manages all of it: whoever may sign in is a matter of each organisation it works for."""
    account = _account(public_id)
    if not _manages_whole(account):
        abort(403)
    return account


def _manages_whole(account: Account) -> bool:
    return _managed().issuperset(one.organisation_id for one in account.roles)


def _offering(form: Form) -> Form:
    form.offer(organisations_by_id(_managed()))
    return form


def _account_page(account: Account, form: RoleForm) -> str:
    managed = _managed()
    return render_template(
        "accounts/show.html",
        account=account,
        form=_offering(form),
        managed=managed,
        manages_whole=_manages_whole(account),
        is_own=account.id == signed_in().id,
        has_second_factor=queries.has_second_factor(account),
        role_names=ROLE_NAMES,
    )


def _invited(account: Account, secret: str) -> str:
    """The invitation is mailed; who manages all of the account sees it once, for somebody whom no mail reaches."""
    mail_invitation(account, secret, signed_in().name, now())
    db.session.commit()
    address = _invitation_address(secret) if _manages_whole(account) else ""
    return render_template("accounts/invited.html", account=account, address=address)


def _invitation_address(secret: str) -> str:
    return absolute(url_for("accounts.show_invitation", secret=secret))


def _done(account: Account, sentence: str) -> Response:
    db.session.commit()
    flash(sentence, "success")
    return redirect(url_for("accounts.show", public_id=account.public_id))
