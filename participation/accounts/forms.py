"""Forms of signing in and of looking through the audit trail."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, tzinfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, EmailField, PasswordField, SelectField, StringField, ValidationError
from wtforms.validators import InputRequired, Length, Optional

from participation.accounts.queries import TrailFilter
from participation.accounts.words import action_names
from participation.kit.entries import trimmed
from participation.organisations.models import Organisation

CENTURY = 20


class SignInForm(FlaskForm):
    """Address and password."""

    email = EmailField(
        _l("E-mail address"),
        filters=[trimmed],
        validators=[InputRequired(_l("Please enter your e-mail address.")), Length(max=254)],
    )
    password = PasswordField(
        _l("Password"), validators=[InputRequired(_l("Please enter your password.")), Length(max=200)]
    )


class OnlyButtonForm(FlaskForm):
    """A page with one button: nothing but the protection against forged requests."""


class PlainDateField(DateField):
    """A day of our century; what is none is said so in our words."""

    data: date | None

    def process_formdata(self, valuelist: list[str]) -> None:
        """Reads the day that was sent."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_("Please enter a day such as 24.06.2026.")) from error
        if self.data is not None and self.data.year // 100 != CENTURY:
            self.data = None
            raise ValueError(_("Please enter a day such as 24.06.2026."))


class TrailForm(FlaskForm):
    """What to look for in the audit trail. Sent by GET, so that what was found has an address."""

    class Meta:
        """Looking changes nothing, so there is nothing to forge."""

        csrf = False

    since = PlainDateField(_l("From"), name="von", validators=[Optional()])
    until = PlainDateField(_l("Until, this day included"), name="bis", validators=[Optional()])
    person = StringField(
        _l("Who"), name="wer", filters=[trimmed], validators=[Length(max=120)], description=_l("Part of a name")
    )
    action = SelectField(_l("What"), name="was", validate_choice=False)
    organisation = SelectField(_l("Organisation"), name="organisation", validate_choice=False)
    thing = StringField(
        _l("Which"), name="welches", filters=[trimmed], validators=[Length(max=60)],
        description=_l("The code that stands beside it in a line"),
    )  # fmt: skip

    def offer(self, organisations: Sequence[Organisation]) -> None:
        """Sets what can be chosen: every action there is a word for, and these organisations."""
        words = sorted((str(word), key) for key, word in action_names().items())
        self.action.choices = [("", _("Everything")), *((key, word) for word, key in words)]
        self.organisation.choices = [("", _("All")), *((one.slug, one.name) for one in organisations)]
        self._ids = {one.slug: one.id for one in organisations}

    def validate_until(self, field: DateField) -> None:
        """Refuses a period that ends before it begins."""
        if self.since.data and field.data and field.data < self.since.data:
            raise ValidationError(_("The period ends before it begins."))

    def wanted(self, zone: tzinfo) -> TrailFilter:
        """The filter as far as it makes sense; days are those of the time zone."""
        ends = self.until.data if not self.until.errors else None
        return TrailFilter(
            since=datetime.combine(self.since.data, time(), zone) if self.since.data else None,
            until=datetime.combine(ends, time(), zone) + timedelta(days=1) if ends else None,
            person=self.person.data if not self.person.errors else "",
            action=self.action.data if self.action.data in action_names() else "",
            organisation_id=self._ids.get(self.organisation.data or ""),
            thing=self.thing.data if not self.thing.errors else "",
        )
