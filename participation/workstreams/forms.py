"""Forms of measures and of a workstream's phase."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, Field, SelectChoice, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from participation.kit.entries import trimmed
from participation.languages import DESK_LANGUAGES, pick
from participation.organisations.models import Organisation
from participation.workstreams.models import Measure, Phase, Workstream
from participation.workstreams.rules import MeasureFacts, MeasureStatus
from participation.workstreams.words import STATUS_WORDS


class MeasureForm(FlaskForm):
    """What a measure is, who does it, until when, and how far it is."""

    title_de = StringField(
        _l("Title (German)"),
        filters=[trimmed],
        validators=[DataRequired(_l("Please give the measure a title.")), Length(max=200)],
    )
    title_en = StringField(_l("Title (English)"), filters=[trimmed], validators=[Length(max=200)])
    description_de = TextAreaField(
        _l("Description (German)"),
        filters=[trimmed],
        description=_l("What will be done, in two or three plain sentences."),
        validators=[DataRequired(_l("Please say what will be done.")), Length(max=4000)],
    )
    description_en = TextAreaField(_l("Description (English)"), filters=[trimmed], validators=[Length(max=4000)])
    status = SelectField(
        _l("Status"),
        choices=[SelectChoice(value, word) for value, word in STATUS_WORDS.items()],
        validators=[InputRequired(_l("Please say how far it is."))],
    )
    organisation = SelectField(_l("Responsible"), validators=[InputRequired(_l("Please choose who is responsible."))])
    workstreams = SelectMultipleField(
        _l("Fields of action"), validators=[InputRequired(_l("Please choose at least one field of action."))]
    )
    starts_on = DateField(_l("Start"), validators=[Optional()])
    due_on = DateField(_l("To be done by"), validators=[Optional()])

    def offer(self, organisations: Iterable[Organisation], workstreams: Iterable[Workstream], language: str) -> None:
        """Fills the choices: organisations the person may act for, and all workstreams."""
        self.organisation.choices = [SelectChoice(one.public_id, one.name) for one in organisations]
        self.workstreams.choices = [SelectChoice(one.public_id, pick(one.title, language)) for one in workstreams]

    def validate_due_on(self, field: Field) -> None:
        """The end does not lie before the start."""
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_("The end lies before the start."))

    def facts(self, organisations: Iterable[Organisation]) -> MeasureFacts:
        """What the valid form says; ``organisations`` those that were offered."""
        ids = {one.public_id: one.id for one in organisations}
        return MeasureFacts(
            title={"de": self.title_de.data, "en": self.title_en.data},
            description={"de": self.description_de.data, "en": self.description_en.data},
            status=MeasureStatus(self.status.data),
            organisation_id=ids[self.organisation.data],
            starts_on=self.starts_on.data,
            due_on=self.due_on.data,
        )


def measure_form(measure: Measure | None = None, *, sent: bool = True) -> MeasureForm:
    """The form with what was sent, else with what the measure holds; with ``sent=False`` the latter always."""
    if measure is None:
        return MeasureForm()
    held: dict[str, Any] = {f"title_{tag}": measure.title.get(tag, "") for tag in DESK_LANGUAGES}
    held |= {f"description_{tag}": measure.description.get(tag, "") for tag in DESK_LANGUAGES}
    held |= {"status": str(measure.status), "organisation": measure.organisation.public_id}
    held |= {"workstreams": [one.public_id for one in measure.workstreams]}
    held |= {"starts_on": measure.starts_on, "due_on": measure.due_on}
    return MeasureForm(data=held) if sent else MeasureForm(formdata=None, data=held)


class FoundationForm(FlaskForm):
    """What a measure rests on: a release, or a question of it, as ``<release>`` or ``<release>.<question>``."""

    part = SelectField(
        _l("What people said"), validators=[InputRequired(_l("Please choose what the measure rests on."))]
    )

    def offer(self, parts: Iterable[tuple[str, str]]) -> None:
        """Fills the choices: values and their texts."""
        self.part.choices = [SelectChoice(value, text) for value, text in parts]

    def chosen(self) -> tuple[str, str]:
        """Public id of the release, and the question's key or nothing."""
        release, _dot, question = self.part.data.partition(".")
        return release, question


class PhaseForm(FlaskForm):
    """The phase that a workstream is in."""

    phase = SelectField(_l("Phase"))

    def offer(self, phases: Iterable[Phase], language: str) -> None:
        """Fills the choices."""
        self.phase.choices = [SelectChoice(one.slug, pick(one.title, language)) for one in phases]
