"""The form of a procedure elsewhere."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    Field,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    URLField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from participation.kit.entries import trimmed
from participation.kit.web_addresses import is_https
from participation.languages import DESK_LANGUAGES, pick
from participation.organisations.models import Organisation
from participation.procedures.models import Procedure
from participation.procedures.rules import ProcedureFacts
from participation.workstreams.models import Workstream


class ProcedureForm(FlaskForm):
    """What can be done elsewhere, where, and in which days."""

    title_de = StringField(
        _l("Title (German)"),
        filters=[trimmed],
        validators=[DataRequired(_l("Please give the procedure a title.")), Length(max=160)],
    )
    text_de = TextAreaField(
        _l("What it is about (German)"),
        filters=[trimmed],
        description=_l("One or two sentences: what can people do there?"),
        validators=[DataRequired(_l("Please say what people can do there.")), Length(max=600)],
    )
    title_en = StringField(_l("Title (English)"), filters=[trimmed], validators=[Length(max=160)])
    text_en = TextAreaField(_l("What it is about (English)"), filters=[trimmed], validators=[Length(max=600)])
    address = URLField(
        _l("Address"),
        filters=[trimmed],
        description=_l("It begins with https://."),
        validators=[DataRequired(_l("Please enter the address.")), Length(max=500)],
    )
    opens_on = DateField(
        _l("First day"), description=_l("Left empty, it is shown from now on."), validators=[Optional()]
    )
    closes_on = DateField(
        _l("Last day"), description=_l("Left empty, it is shown until you delete it."), validators=[Optional()]
    )
    organisation = SelectField(_l("Responsible"), validators=[InputRequired(_l("Please choose who is responsible."))])
    workstreams = SelectMultipleField(_l("Fields of action"), validators=[Optional()])

    def offer(self, organisations: Iterable[Organisation], workstreams: Iterable[Workstream], language: str) -> None:
        """Fills the choices: organisations the person may act for, and all workstreams."""
        self.organisation.choices = [SelectChoice(one.public_id, one.name) for one in organisations]
        self.workstreams.choices = [SelectChoice(one.public_id, pick(one.title, language)) for one in workstreams]

    def validate_address(self, field: Field) -> None:
        """An address that is safe to link to."""
        if not is_https(field.data):
            raise ValidationError(_("Please enter a whole address such as https://www.example.org."))

    def validate_closes_on(self, field: Field) -> None:
        """The end does not lie before the start."""
        if field.data and self.opens_on.data and field.data < self.opens_on.data:
            raise ValidationError(_("The end lies before the start."))

    def facts(self, organisations: Iterable[Organisation]) -> ProcedureFacts:
        """What the valid form says; ``organisations`` those that were offered."""
        ids = {one.public_id: one.id for one in organisations}
        return ProcedureFacts(
            title={"de": self.title_de.data, "en": self.title_en.data},
            text={"de": self.text_de.data, "en": self.text_en.data},
            address=self.address.data,
            opens_on=self.opens_on.data,
            closes_on=self.closes_on.data,
            organisation_id=ids[self.organisation.data],
        )


def procedure_form(procedure: Procedure | None = None) -> ProcedureForm:
    """The form with what was sent, else with what is known of the procedure."""
    if procedure is None:
        return ProcedureForm()
    held: dict[str, Any] = {f"title_{tag}": procedure.title.get(tag, "") for tag in DESK_LANGUAGES}
    held |= {f"text_{tag}": procedure.text.get(tag, "") for tag in DESK_LANGUAGES}
    held |= {"address": procedure.address, "organisation": procedure.organisation.public_id}
    held |= {"opens_on": procedure.opens_on, "closes_on": procedure.closes_on}
    held |= {"workstreams": [one.public_id for one in procedure.workstreams]}
    return ProcedureForm(data=held)
