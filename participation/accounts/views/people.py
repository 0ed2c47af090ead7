"""Everybody's accounts and roles."""

from flask import Response, render_template, request
from flask_babel import gettext as _

from participation.access import organisations_for, requires
from participation.accounts import queries
from participation.accounts.tables import account_columns, account_row
from participation.accounts.views.blueprint import blueprint
from participation.accounts.words import PERMISSION_NAMES, ROLE_NAMES
from participation.formatting import zone
from participation.kit.downloads import every, table_file
from participation.kit.tables import Table
from participation.paging import page_of
from participation.permissions import ROLE_PERMISSIONS, Permission


@blueprint.get("/verwaltung/konten/")
@requires(Permission.MANAGE_ACCOUNTS)
def index() -> str:
    return render_template(
        "accounts/index.html",
        page=page_of(queries.accounts(organisations_for(Permission.MANAGE_ACCOUNTS)), request.args),
        role_names=ROLE_NAMES,
        permission_names=PERMISSION_NAMES,
        role_permissions=ROLE_PERMISSIONS,
    )


@blueprint.get("/verwaltung/konten/tabelle")
@requires(Permission.MANAGE_ACCOUNTS)
def accounts_table() -> Response:
    accounts = every(queries.accounts(organisations_for(Permission.MANAGE_ACCOUNTS)))
    return table_file(Table(_("Accounts"), account_columns(), map(account_row, accounts), zone()))
