"""Forms of deputies and absences."""

from collections.abc import Iterable, Mapping
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, Field, SelectChoice, SelectField
from wtforms.validators import InputRequired, ValidationError

from participation.accounts.models import Account
from participation.deputies.duties import Duty
from participation.deputies.rules import LONGEST, Span
from participation.organisations.models import Organisation


class SpanForm(FlaskForm):
    """Whole days. ``today``: in the instance's time zone."""

    first_day = DateField(_l("First day"), validators=[InputRequired(_l("Please enter the first day."))])
    last_day = DateField(_l("Last day"), validators=[InputRequired(_l("Please enter the last day."))])
    today: date = date.min

    def validate_last_day(self, field: Field) -> None:
        """It is not over, not before the first, and not more than a year after it."""
        if not field.data:
            return
        if field.data < self.today:
            raise ValidationError(_("This day is already over."))
        if self.first_day.data and field.data < self.first_day.data:
            raise ValidationError(_("The last day lies before the first."))
        if self.first_day.data and field.data - self.first_day.data > LONGEST:
            raise ValidationError(_("At most one year at a time."))

    def span(self) -> Span:
        """What the valid form says."""
        return Span(self.first_day.data, self.last_day.data)


class DeputyForm(SpanForm):
    """Which kind of duty of which organisation goes to whom."""

    duty = SelectField(_l("Duty"), validators=[InputRequired(_l("Please choose a task."))])
    organisation = SelectField(_l("Organisation"), validators=[InputRequired(_l("Please choose an organisation."))])
    account = SelectField(
        _l("Deputy"),
        validators=[InputRequired(_l("Please choose somebody."))],
        description=_l("Of any organisation. Whoever worked on a thing cannot review it as a deputy either."),
    )

    def offer(
        self, duties: Mapping[str, Duty], organisations: Iterable[Organisation], accounts: Iterable[Account]
    ) -> None:
        """Fills the choices."""
        self.duty.choices = [SelectChoice(key, duty.label) for key, duty in duties.items()]
        self.organisation.choices = [SelectChoice(one.public_id, one.name) for one in organisations]
        people = [SelectChoice(one.public_id, f"{one.name}, {_homes(one)}") for one in accounts]
        self.account.choices = [SelectChoice("", _("please choose")), *people]


def _homes(account: Account) -> str:
    return ", ".join(sorted({role.organisation.name for role in account.roles}))
