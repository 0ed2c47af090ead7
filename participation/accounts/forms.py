"""Forms of signing in, of one's own account, and of looking through the audit trail."""

import base64
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, tzinfo

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    EmailField,
    HiddenField,
    PasswordField,
    SelectChoice,
    SelectField,
    StringField,
    ValidationError,
)
from wtforms.validators import DataRequired, Email, EqualTo, InputRequired, Length, Optional

from participation.accounts.models import Account
from participation.accounts.passwords import LONGEST, weakness
from participation.accounts.queries import TrailFilter
from participation.accounts.totp import EMERGENCY_LENGTH, plain_emergency_code
from participation.accounts.words import ROLE_NAMES, WEAKNESSES, action_names
from participation.kit.entries import trimmed
from participation.languages import DESK_LANGUAGES, LANGUAGES
from participation.organisations.models import Organisation
from participation.organisations.queries import instance, organisations
from participation.permissions import Role

CENTURY = 20
LONGEST_CREDENTIAL = 20_000


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


class CredentialForm(FlaskForm):
    """What a browser answers for a passkey, filled in by our script."""

    credential = HiddenField(validators=[InputRequired(), Length(max=LONGEST_CREDENTIAL)])


class LinkForm(FlaskForm):
    """Where to send a link that signs in."""

    email = EmailField(
        _l("E-mail address"),
        id="link-email",
        filters=[trimmed],
        validators=[InputRequired(_l("Please enter your e-mail address.")), Email(_l("This is no e-mail address."))],
    )


class CodeForm(FlaskForm):
    """The second factor as a code."""

    code = StringField(
        _l("Code of the app, or an emergency code"),
        filters=[trimmed],
        validators=[InputRequired(_l("Please enter a code.")), Length(max=40)],
    )

    def is_guessable(self) -> bool:
        """Whether so short a code could be found by trying; emergency codes cannot."""
        return len(plain_emergency_code(self.code.data)) < EMERGENCY_LENGTH


class AppForm(FlaskForm):
    """A first code of the app; the form carries the app's new secret along, sealed."""

    sealed = HiddenField(validators=[InputRequired(), Length(max=400)])
    code = StringField(
        _l("Code of the app"),
        filters=[trimmed],
        validators=[InputRequired(_l("Please enter a code.")), Length(max=40)],
        description=_l("Six digits that change every half minute"),
    )

    def show(self, sealed: bytes) -> None:
        """Puts the sealed secret into the form."""
        self.sealed.data = base64.urlsafe_b64encode(sealed).decode()

    def secret_bytes(self) -> bytes:
        """The sealed secret as it was sent; empty when it is none."""
        try:
            return base64.urlsafe_b64decode((self.sealed.data or "").encode())
        except ValueError:
            return b""


class PasskeyForm(CredentialForm):
    """A new passkey and what its owner calls it."""

    name = StringField(
        _l("What you call it"),
        filters=[trimmed],
        validators=[DataRequired(_l("Please give it a name.")), Length(max=60)],
        description=_l("So that you know it again, such as “Work phone”"),
    )


class RoleForm(FlaskForm):
    """A role for an organisation."""

    role = SelectField(
        _l("Role"),
        choices=[SelectChoice(role.value, name) for role, name in ROLE_NAMES.items()],
        validators=[InputRequired(_l("Please choose a role."))],
    )
    organisation = SelectField(
        _l("Organisation"),
        validators=[InputRequired(_l("Please choose an organisation."))],
        description=_l("The role counts for it and for everything below it"),
    )

    def offer(self, organisations: Sequence[Organisation]) -> None:
        """Sets the organisations that the person acting may give roles for."""
        self.organisation.choices = [SelectChoice(one.slug, one.name) for one in organisations]
        self._by_slug = {one.slug: one for one in organisations}

    def chosen(self) -> tuple[Role, Organisation]:
        """Role and organisation, once the form is valid."""
        return Role(self.role.data), self._by_slug[self.organisation.data]


class InviteForm(RoleForm):
    """Somebody new."""

    name = StringField(
        _l("Name"), filters=[trimmed], validators=[DataRequired(_l("Please enter a name.")), Length(max=120)]
    )
    email = EmailField(
        _l("E-mail address"),
        filters=[trimmed],
        validators=[
            InputRequired(_l("Please enter an e-mail address.")),
            Length(max=254),
            Email(_l("This is no e-mail address.")),
        ],
    )


class OwnForm(FlaskForm):
    """What people say about themselves."""

    name = StringField(
        _l("Name"), filters=[trimmed], validators=[DataRequired(_l("Please enter your name.")), Length(max=120)]
    )
    language = SelectField(
        _l("Language"),
        choices=[
            SelectChoice("", _l("the browser's")),
            *(SelectChoice(tag, LANGUAGES[tag].own_name) for tag in DESK_LANGUAGES),
        ],
        description=_l("Of the desk and of mails to you"),
    )


class PasswordForm(FlaskForm):
    """A new password, twice."""

    password = PasswordField(
        _l("New password"),
        validators=[InputRequired(_l("Please enter a password.")), Length(max=LONGEST)],
        description=_l("At least ten characters. Three or four words that do not belong together are good."),
    )
    again = PasswordField(
        _l("The same once more"),
        validators=[InputRequired(_l("Please enter it once more.")), EqualTo("password", _l("The two are not alike."))],
    )

    def about(self, account: Account) -> None:
        """Whose password it will be: what is known of her and of this instance makes none."""
        towns = [one.name for one in organisations()]
        self._known = [account.name, account.email, instance().name, *towns]

    def validate_password(self, field: PasswordField) -> None:
        """Refuses what would be guessed, and says why."""
        found = weakness(field.data, self._known)
        if found is not None:
            raise ValidationError(str(WEAKNESSES[found]))


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
        self.action.choices = [SelectChoice("", _("Everything")), *(SelectChoice(key, word) for word, key in words)]
        owners = [SelectChoice(one.slug, one.name) for one in organisations]
        self.organisation.choices = [SelectChoice("", _("All")), *owners]
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
