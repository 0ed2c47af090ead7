"""The audit trail: who did what, as far as the reader may know."""

from flask import Response, render_template, request
from flask_babel import gettext as _
from sqlalchemy import Select
from werkzeug.datastructures import MultiDict

from participation.access import allowed, organisations_for, requires
from participation.accounts import queries
from participation.accounts.forms import TrailForm
from participation.accounts.models import AuditLine
from participation.accounts.sessions import signed_in
from participation.accounts.tables import audit_columns, audit_row
from participation.accounts.things import things_of
from participation.accounts.views.blueprint import blueprint
from participation.formatting import zone
from participation.kit.downloads import every, table_file
from participation.kit.tables import Table
from participation.organisations.queries import county, organisations_by_id
from participation.paging import page_of, page_prefix
from participation.permissions import Permission


@blueprint.get("/verwaltung/protokoll")
@requires(Permission.SEE_AUDIT)
def audit_trail() -> str:
    form = _form()
    page = page_of(_lines(form), request.args)
    return render_template(
        "accounts/audit_trail.html",
        form=form,
        page=page,
        prefix=page_prefix(request.args),
        things=things_of(page.items),
    )


@blueprint.get("/verwaltung/protokoll/tabelle")
@requires(Permission.SEE_AUDIT)
def audit_table() -> Response:
    lines = every(_lines(_form()))
    return table_file(Table(_("Audit trail"), audit_columns(), map(audit_row, lines), zone()))


def _form() -> TrailForm:
    """What the reader looks for; the answer to nonsense is a sentence beside the field, which is then left out."""
    form = TrailForm(MultiDict(request.args.items(multi=True)))
    form.offer(organisations_by_id(organisations_for(Permission.SEE_AUDIT)))
    form.validate()
    return form


def _lines(form: TrailForm) -> Select[AuditLine]:
    """The lines looked for, as far as the signed-in person may read them."""
    whole = county()
    sees_all = whole is not None and allowed(Permission.SEE_AUDIT, whole.id)
    covered = None if sees_all else organisations_for(Permission.SEE_AUDIT)
    return queries.audit_lines(signed_in(), covered, form.wanted(zone()))
