"""Forms of measures and of a workstream's phase."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import DateField, Field, SelectChoice, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from participation.kit.entries import trimmed
from participation.kit.slugs import is_slug
from participation.languages import DESK_LANGUAGES, pick
from participation.organisations.models import Organisation
from participation.workstreams.models import Measure, Phase, Section, Workstream
from participation.workstreams.order import DOWN, UP
from participation.workstreams.queries import workstream_by_slug, workstream_formerly
from participation.workstreams.rules import MeasureFacts, MeasureStatus, WorkstreamFacts
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
    """What a measure rests on: a release, or a part of it, as ``<release>`` or ``<release>.<part>``."""

    part = SelectField(
        _l("What people said"), validators=[InputRequired(_l("Please choose what the measure rests on."))]
    )

    def offer(self, parts: Iterable[tuple[str, str]]) -> None:
        """Fills the choices: values and their texts."""
        self.part.choices = [SelectChoice(value, text) for value, text in parts]

    def chosen(self) -> tuple[str, str]:
        """Public id of the release, and the name of the part (participation.workstreams.parts) or nothing."""
        release, _dot, part = self.part.data.partition(".")
        return release, part


class PhaseForm(FlaskForm):
    """The phase that a workstream is in."""

    phase = SelectField(_l("Phase"))

    def offer(self, phases: Iterable[Phase], language: str) -> None:
        """Fills the choices."""
        self.phase.choices = [SelectChoice(one.slug, pick(one.title, language)) for one in phases]


class WorkstreamForm(FlaskForm):
    """What a field of action is called, what it is about, and where it stands."""

    title_de = StringField(
        _l("Title (German)"),
        filters=[trimmed],
        validators=[DataRequired(_l("Please give the field of action a title.")), Length(max=120)],
    )
    title_en = StringField(_l("Title (English)"), filters=[trimmed], validators=[Length(max=120)])
    slug = StringField(
        _l("Name in addresses"),
        filters=[trimmed],
        description=_l("Small letters, digits and hyphens. An earlier name goes on leading here."),
        validators=[DataRequired(_l("Please enter a name for addresses.")), Length(max=60)],
    )
    section = SelectField(_l("Section"), validators=[InputRequired(_l("Please choose a section."))])
    summary_de = TextAreaField(
        _l("Summary (German)"),
        filters=[trimmed],
        description=_l("Two or three plain sentences."),
        validators=[DataRequired(_l("Please say what it is about.")), Length(max=1000)],
    )
    summary_en = TextAreaField(_l("Summary (English)"), filters=[trimmed], validators=[Length(max=1000)])
    mission_de = TextAreaField(
        _l("Mission statement (German)"),
        filters=[trimmed],
        description=_l("What is to be reached, in Markdown."),
        validators=[Length(max=8000)],
    )
    mission_en = TextAreaField(_l("Mission statement (English)"), filters=[trimmed], validators=[Length(max=8000)])
    workstream: Workstream | None = None

    def offer(self, sections: Iterable[Section], workstream: Workstream | None, language: str) -> None:
        """Fills the choices, and says which field of action is edited, if any."""
        self.workstream = workstream
        self.section.choices = [SelectChoice(one.slug, pick(one.title, language)) for one in sections]

    def validate_slug(self, field: Field) -> None:
        """A name that fits an address and that nothing else has or had."""
        if not is_slug(field.data):
            raise ValidationError(_("Please use small letters, digits and single hyphens only."))
        holders = (workstream_by_slug(field.data), workstream_formerly(field.data))
        if any(one is not None and one is not self.workstream for one in holders):
            raise ValidationError(_("Another field of action has this name in addresses, or once had it."))

    def facts(self, sections: Iterable[Section]) -> WorkstreamFacts:
        """What the valid form says; ``sections`` those that were offered."""
        ids = {one.slug: one.id for one in sections}
        return WorkstreamFacts(
            slug=self.slug.data,
            title={"de": self.title_de.data, "en": self.title_en.data},
            summary={"de": self.summary_de.data, "en": self.summary_en.data},
            mission={"de": self.mission_de.data, "en": self.mission_en.data},
            section_id=ids[self.section.data],
        )


def workstream_form(workstream: Workstream | None = None) -> WorkstreamForm:
    """The form with what was sent, else with what is said of the field of action."""
    if workstream is None:
        return WorkstreamForm()
    held: dict[str, Any] = {"slug": workstream.slug, "section": workstream.section.slug}
    for name in ("title", "summary", "mission"):
        held |= {f"{name}_{tag}": getattr(workstream, name).get(tag, "") for tag in DESK_LANGUAGES}
    return WorkstreamForm(data=held)


class HeadingForm(FlaskForm):
    """The title of a section or a phase."""

    title_de = StringField(
        _l("Title (German)"), filters=[trimmed], validators=[DataRequired(_l("Please enter a title.")), Length(max=80)]
    )
    title_en = StringField(_l("Title (English)"), filters=[trimmed], validators=[Length(max=80)])

    def title(self) -> dict[str, str]:
        """The title by language."""
        return {"de": self.title_de.data, "en": self.title_en.data}


class DirectionForm(FlaskForm):
    """Up or down."""

    richtung = SelectField(choices=[UP, DOWN], validators=[InputRequired()])
