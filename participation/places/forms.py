"""Forms of organisations and contact persons."""

import re
from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    EmailField,
    Field,
    IntegerField,
    SelectChoice,
    SelectField,
    StringField,
    TelField,
    URLField,
)
from wtforms.validators import DataRequired, Email, InputRequired, Length, NumberRange, Optional, ValidationError

from participation.kit.entries import trimmed
from participation.kit.former_slugs.queries import formerly
from participation.kit.slugs import is_slug
from participation.kit.web_addresses import is_https
from participation.organisations.models import Contact, Organisation
from participation.places.actions import ContactFacts, OrganisationFacts
from participation.places.queries import KIND, taken_by
from participation.places.words import KIND_NAMES


class OrganisationForm(FlaskForm):
    """What an organisation is called, what it is, and what it lies below."""

    name = StringField(
        _l("Name"), filters=[trimmed], validators=[DataRequired(_l("Please enter a name.")), Length(max=120)]
    )
    slug = StringField(
        _l("Name in addresses"),
        filters=[trimmed],
        description=_l("Small letters, digits and hyphens. An earlier name goes on leading here."),
        validators=[DataRequired(_l("Please enter a name for addresses.")), Length(max=60)],
    )
    kind = SelectField(
        _l("Kind"),
        choices=[SelectChoice(value.value, word) for value, word in KIND_NAMES.items()],
        validators=[InputRequired(_l("Please choose what it is."))],
    )
    parent = SelectField(_l("Belongs to"), validators=[InputRequired(_l("Please choose what it belongs to."))])
    ags = StringField(
        _l("Official municipality key (AGS)"),
        filters=[trimmed],
        description=_l("Eight digits. Results by town are found by it."),
        validators=[Length(max=8)],
    )
    regional_key = StringField(
        _l("Regional key"), filters=[trimmed], description=_l("Twelve digits."), validators=[Length(max=12)]
    )
    population = IntegerField(
        _l("Inhabitants"),
        validators=[
            Optional(),
            NumberRange(1, 20_000_000, _l("Please enter a whole number from %(min)d to %(max)d.")),
        ],
    )
    website = URLField(
        _l("Website"),
        filters=[trimmed],
        description=_l("It begins with https://."),
        validators=[Length(max=300)],
    )
    organisation: Organisation | None = None

    def offer(self, above: Iterable[Organisation], organisation: Organisation | None) -> None:
        """Fills the choices of what it may lie below, and says which organisation is edited, if any."""
        self.organisation = organisation
        self.parent.choices = [SelectChoice(one.public_id, one.name) for one in above]
        if not self.parent.choices or (organisation is not None and organisation.parent_id is None):
            del self.parent  # the county lies below nothing

    def validate_slug(self, field: Field) -> None:
        """A name that fits an address and that nothing else has or had."""
        if not is_slug(field.data):
            raise ValidationError(_("Please use small letters, digits and single hyphens only."))
        own = self.organisation
        before, now = formerly(KIND, field.data), taken_by(field.data, None)
        if (before and (own is None or before != own.public_id)) or (now is not None and now is not own):
            raise ValidationError(_("Another organisation has this name in addresses, or once had it."))

    def validate_ags(self, field: Field) -> None:
        """Eight digits that no other organisation has."""
        if field.data and not re.fullmatch("[0-9]{8}", field.data):
            raise ValidationError(_("Please enter eight digits."))
        other = taken_by("", field.data) if field.data else None
        if other is not None and other is not self.organisation:
            raise ValidationError(_("%(name)s has this key already.", name=other.name))

    def validate_regional_key(self, field: Field) -> None:
        """Twelve digits."""
        if field.data and not re.fullmatch("[0-9]{12}", field.data):
            raise ValidationError(_("Please enter twelve digits."))

    def validate_website(self, field: Field) -> None:
        """An address that is safe to link to."""
        if field.data and not is_https(field.data):
            raise ValidationError(_("Please enter a whole address such as https://www.example.org."))

    def facts(self, above: Iterable[Organisation]) -> OrganisationFacts:
        """What the valid form says; ``above`` those that were offered."""
        ids = {one.public_id: one.id for one in above}
        return OrganisationFacts(
            name=self.name.data,
            slug=self.slug.data,
            kind=self.kind.data,
            parent_id=ids[self.parent.data] if self.parent else None,
            ags=self.ags.data or None,
            regional_key=self.regional_key.data or None,
            population=self.population.data,
            website=self.website.data,
        )


def organisation_form(above: Iterable[Organisation], organisation: Organisation | None = None) -> OrganisationForm:
    """The form with what was sent, else with what is known of the organisation."""
    parent = organisation.parent.public_id if organisation and organisation.parent else ""
    form = OrganisationForm(obj=organisation, data={"parent": parent})
    form.offer(above, organisation)
    return form


class ContactForm(FlaskForm):
    """Whom to ask in an organisation."""

    name = StringField(
        _l("Name"), filters=[trimmed], validators=[DataRequired(_l("Please enter a name.")), Length(max=120)]
    )
    role = StringField(
        _l("Role or duty"),
        filters=[trimmed],
        description=_l("For example: Chief Digital Officer (CDO)."),
        validators=[DataRequired(_l("Please say what the person does.")), Length(max=120)],
    )
    email = EmailField(
        _l("E-mail address"),
        filters=[trimmed],
        validators=[Optional(), Length(max=254), Email(_l("Please enter an e-mail address such as name@example.org."))],
    )
    phone = TelField(_l("Telephone"), filters=[trimmed], validators=[Length(max=40)])
    published = BooleanField(
        _l("The person has agreed to stand on public pages."),
        description=_l("Without this, only the office sees the entry."),
    )

    def facts(self) -> ContactFacts:
        """What the valid form says."""
        return ContactFacts(
            self.name.data, self.role.data, self.email.data or "", self.phone.data, bool(self.published.data)
        )


def contact_form(contact: Contact | None = None) -> ContactForm:
    """The form with what was sent, else with what is known of the person."""
    return ContactForm(obj=contact)
