"""The form of the instance."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, Field, StringField, TelField, TextAreaField
from wtforms.validators import DataRequired, Email, Length, Optional, ValidationError

from participation.formatting import number
from participation.instance.actions import InstanceFacts
from participation.kit.contrast import DARK, LIGHT, Scheme, checks, nearest, parsed, passes
from participation.kit.entries import trimmed
from participation.languages import DESK_LANGUAGES
from participation.organisations.models import Instance


class InstanceForm(FlaskForm):
    """Name, words, colours and contact of the instance."""

    name = StringField(
        _l("Name"),
        filters=[trimmed],
        description=_l("It stands at the top of every page and in every title."),
        validators=[DataRequired(_l("Please give the instance a name.")), Length(max=80)],
    )
    claim_de = StringField(_l("Claim (German)"), filters=[trimmed], validators=[Length(max=120)])
    claim_en = StringField(_l("Claim (English)"), filters=[trimmed], validators=[Length(max=120)])
    about_de = TextAreaField(
        _l("What it is (German)"),
        filters=[trimmed],
        description=_l("Two or three sentences for the foot of each page: who runs this and what for."),
        validators=[Length(max=600)],
    )
    about_en = TextAreaField(_l("What it is (English)"), filters=[trimmed], validators=[Length(max=600)])
    colour_light = StringField(
        _l("Brand colour"),
        filters=[trimmed],
        description=_l(
            "Six hexadecimal digits such as #2044aa; empty for the standard blue. It must be readable on white."
        ),
        validators=[Length(max=7)],
    )
    colour_dark = StringField(
        _l("Brand colour in dark surroundings"),
        filters=[trimmed],
        description=_l("For devices set to dark colours. Left empty, it is derived from the brand colour."),
        validators=[Length(max=7)],
    )
    contact_email = EmailField(
        _l("E-mail address of the office"),
        filters=[trimmed],
        description=_l("It is shown at the foot of each page; reported barriers are sent there."),
        validators=[Optional(), Length(max=254), Email(_l("Please enter an e-mail address such as name@example.org."))],
    )
    contact_phone = TelField(_l("Telephone of the office"), filters=[trimmed], validators=[Length(max=40)])

    def validate_colour_light(self, field: Field) -> None:
        """A colour that can be read in light surroundings, or nothing."""
        _readable(field.data, LIGHT)

    def validate_colour_dark(self, field: Field) -> None:
        """A colour that can be read in dark surroundings, or nothing."""
        if field.data and not self.colour_light.data:
            raise ValidationError(_("Please enter the brand colour above, too."))
        _readable(field.data, DARK)

    def facts(self) -> InstanceFacts:
        """What the valid form says; a colour for dark surroundings is found where none was given."""
        light = parsed(self.colour_light.data)
        return InstanceFacts(
            name=self.name.data,
            claim={"de": self.claim_de.data, "en": self.claim_en.data},
            about={"de": self.about_de.data, "en": self.about_en.data},
            colour_light=light,
            colour_dark=parsed(self.colour_dark.data) or (nearest(light, DARK) if light else None),
            contact_email=self.contact_email.data or "",
            contact_phone=self.contact_phone.data,
        )


def instance_form(instance: Instance) -> InstanceForm:
    """The form with what was sent, else with what the instance holds."""
    held: dict[str, Any] = {"name": instance.name}
    held |= {f"claim_{tag}": instance.claim.get(tag, "") for tag in DESK_LANGUAGES}
    held |= {f"about_{tag}": instance.about.get(tag, "") for tag in DESK_LANGUAGES}
    light, dark = instance.colour_light, instance.colour_dark
    derived = light is not None and dark == nearest(light, DARK)
    held |= {"colour_light": light, "colour_dark": "" if derived else dark}  # a derived one follows the other
    held |= {"contact_email": instance.contact_email, "contact_phone": instance.contact_phone}
    return InstanceForm(data=held)


def _readable(entry: str, scheme: Scheme) -> None:
    if not entry:
        return
    colour = parsed(entry)
    if colour is None:
        raise ValidationError(_("Please enter six hexadecimal digits such as #2044aa."))
    if not passes(colour, scheme):
        worst = min(checks(colour, scheme), key=lambda check: check.ratio)
        raise ValidationError(
            _(
                "Its contrast with %(other)s is %(ratio)s to 1; 4.5 to 1 is needed. "
                "The nearest colour that has it is %(proposal)s.",
                other=worst.other,
                ratio=number(round(worst.ratio, 1)),
                proposal=nearest(colour, scheme),
            )
        )
