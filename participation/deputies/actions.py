"""Named writes of deputies and absences: they add to the running transaction, the edge commits."""

from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import delete

from participation.accounts.actions import audit
from participation.accounts.models import Account
from participation.accounts.queries import home
from participation.deputies import queries
from participation.deputies.duties import Duty
from participation.deputies.mails import mail_appointment
from participation.deputies.models import Absence, Deputy
from participation.deputies.rules import KEPT, Span
from participation.errors import UserError
from participation.extensions import db
from participation.organisations.models import Organisation


def appoint(
    duty: Duty, organisation: Organisation, deputy: Account, span: Span, account: Account, now: datetime
) -> Deputy:
    """Hands a kind of duty of the organisation to somebody, who is told by mail and may do it until the last day ends.

    Raises UserError when it is oneself, the account is closed, or the person stands in for the same on these days.
    """
    if deputy.id == account.id:
        raise UserError(_("Nobody is their own deputy. Please choose somebody else."))
    if deputy.closed_at is not None:
        raise UserError(_("This account is closed. Please choose somebody else."))
    standing = queries.deputies_like(duty.key, organisation.id, deputy.id, span.first)
    if any(one.span.meets(span) for one in standing):
        raise UserError(_("This person is deputy for the same on some of these days already."))
    made = Deputy(
        duty=duty.key,
        organisation=organisation,
        account=deputy,
        appointed_by=account,
        first_day=span.first,
        last_day=span.last,
    )
    db.session.add(made)
    db.session.flush()
    details = {"duty": duty.key, "deputy": deputy.public_id, "from": str(span.first), "until": str(span.last)}
    audit(account, "appoint_deputy", "deputy", made.public_id, now, details, of=organisation.id)
    mail_appointment(made, duty, account.name, now)
    return made


def withdraw(deputy: Deputy, account: Account, now: datetime) -> None:
    """Ends it at once."""
    deputy.withdrawn_at = now
    audit(account, "withdraw_deputy", "deputy", deputy.public_id, now, of=deputy.organisation_id)


def enter_absence(account: Account, span: Span, now: datetime) -> Absence:
    """Says that the person is away on these days."""
    absence = Absence(account_id=account.id, first_day=span.first, last_day=span.last)
    db.session.add(absence)
    db.session.flush()
    audit(account, "enter_absence", "account", account.public_id, now, of=home(account))
    return absence


def delete_absence(absence: Absence, account: Account, now: datetime) -> None:
    """Says no longer that the person is away then."""
    db.session.delete(absence)
    audit(account, "delete_absence", "account", account.public_id, now, of=home(account))


def delete_past(today: date) -> int:
    """Deletes absences that are over, and deputies a year after their last day; how many. The audit trail stays."""
    absences = db.session.execute(delete(Absence).where(Absence.last_day < today).returning(Absence.id)).all()
    deputies = db.session.execute(delete(Deputy).where(Deputy.last_day < today - KEPT).returning(Deputy.id)).all()
    return len(absences) + len(deputies)
