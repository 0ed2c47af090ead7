"""Forms of the office's pages of surveys."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import DateField, Field, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from participation.kit.entries import trimmed
from participation.languages import LANGUAGES
from participation.organisations.models import Organisation
from participation.types import Text
from surveys.models import Survey, Theme
from surveys.planning.repetition import LONGEST_SLUG, Repetition
from surveys.queries import WITHOUT_THEME, survey_by_slug
from surveys.questionnaire.fields import SLUG

TITLE_LENGTH, PARAPHRASE_LENGTH = 120, 1_000
SURVEY_TITLE_LENGTH = 300
TITLE = "title_"
THEME_TAGS = ("de", "en")


class ImportForm(FlaskForm):
    """A questionnaire file, and whose survey it becomes."""

    organisation = SelectField(_l("Organisation"), validators=[InputRequired(_l("Please choose an organisation."))])
    file = FileField(
        _l("Questionnaire file"),
        description=_l("A JSON file in the format participation-questionnaire, at most 1 MB."),
    )

    def offer(self, organisations: Iterable[Organisation]) -> None:
        """Fills the choices."""
        self.organisation.choices = [(one.public_id, one.name) for one in organisations]

    def validate_file(self, field: Field) -> None:
        """A file has been chosen; what is in it is read by the caller."""
        if not field.data:
            raise ValidationError(_("Please choose a file."))


class DatesForm(FlaskForm):
    """The days that people are told. ``today``: in the instance's time zone."""

    opens_on = DateField(
        _l("Opens on"),
        validators=[Optional()],
        description=_l("Is announced on the poster's page. You open the survey yourself, here."),
    )
    closes_on = DateField(
        _l("Last day"),
        validators=[Optional()],
        description=_l("The survey closes by itself at the end of this day."),
    )
    today: date = date.min

    def validate_closes_on(self, field: Field) -> None:
        """The last day is not over and does not lie before the first."""
        if field.data and field.data < self.today:
            raise ValidationError(_("This day is already over."))
        opens_on = self.opens_on.data if "opens_on" in self else None
        if field.data and opens_on and field.data < opens_on:
            raise ValidationError(_("The last day lies before the first."))


class RepeatForm(DatesForm):
    """A survey once more: another name, its titles (``title_<tag>``, added by ``repeat_form``), other days."""

    slug = StringField(
        _l("Name in the address"),
        filters=[trimmed],
        validators=[
            DataRequired(_l("Please give the survey a name for its address.")),
            Length(max=LONGEST_SLUG),
        ],
    )

    def validate_slug(self, field: Field) -> None:
        """It is fit for an address, and no survey has that name yet."""
        if not SLUG.fullmatch(field.data):
            raise ValidationError(_("Small letters a to z, digits, and single hyphens between them only."))
        if survey_by_slug(field.data):
            raise ValidationError(_("There already is a survey of this name. Please choose another one."))

    def titles(self) -> list[Field]:
        """The fields of the titles, in the order of the questionnaire's languages."""
        return [field for field in self if field.name.startswith(TITLE)]

    def wanted(self) -> Repetition:
        """What the valid form says."""
        titles = {field.name.removeprefix(TITLE): field.data for field in self.titles()}
        return Repetition(self.slug.data, titles, self.opens_on.data, self.closes_on.data)


def repeat_form(proposal: Repetition, today: date) -> RepeatForm:
    """The form with what was sent, else with the proposal."""
    fields = {f"{TITLE}{tag}": _title_field(tag) for tag in proposal.title}
    held: dict[str, Any] = {f"{TITLE}{tag}": text for tag, text in proposal.title.items()}
    held |= {"slug": proposal.slug, "opens_on": proposal.opens_on, "closes_on": proposal.closes_on}
    form: RepeatForm = type("RepeatForm", (RepeatForm,), fields)(data=held)
    form.today = today
    return form


def _title_field(tag: str) -> StringField:
    name = LANGUAGES[tag].own_name if tag in LANGUAGES else tag
    return StringField(
        _l("Title (%(language)s)", language=name),
        filters=[trimmed],
        validators=[DataRequired(_l("Please give the survey a title.")), Length(max=SURVEY_TITLE_LENGTH)],
    )


class SuccessorForm(FlaskForm):
    """The survey to which posters lead afterwards; empty: none."""

    successor = SelectField(_l("Next survey"), validators=[Optional()])

    def offer(self, surveys: Iterable[Survey], language: str) -> None:
        """Fills the choices."""
        titles = [(one.public_id, one.title.get(language) or one.title.get("de") or one.slug) for one in surveys]
        self.successor.choices = [("", _("none")), *titles]


class PosterForm(FlaskForm):
    """A place, and the language in which the survey begins there."""

    place = StringField(
        _l("Place"),
        filters=[trimmed],
        validators=[DataRequired(_l("Please say where it will hang.")), Length(max=120)],
        description=_l("Only you see this, such as: town hall Marl, foyer."),
    )
    language = SelectField(
        _l("Language"),
        validators=[Optional()],
        description=_l("Sheet and survey begin in this language; people can always choose another."),
    )

    def offer(self, tags: Iterable[str]) -> None:
        """Fills the languages of the questionnaire, each in its own name."""
        names = [(tag, LANGUAGES[tag].own_name) for tag in tags if tag in LANGUAGES]
        self.language.choices = [("", _("as set on the phone")), *names]


class ThemeForm(FlaskForm):
    """What several texts say, in the reader's own words."""

    title_de = StringField(
        _l("Title (German)"),
        filters=[trimmed],
        validators=[DataRequired(_l("Please give the theme a title.")), Length(max=TITLE_LENGTH)],
    )
    title_en = StringField(_l("Title (English)"), filters=[trimmed], validators=[Length(max=TITLE_LENGTH)])
    paraphrase_de = TextAreaField(
        _l("In your own words (German)"),
        filters=[trimmed],
        validators=[DataRequired(_l("Please say what these texts have in common.")), Length(max=PARAPHRASE_LENGTH)],
        description=_l("One or two sentences. Do not quote: five words in a row as in a text are refused."),
    )
    paraphrase_en = TextAreaField(
        _l("In your own words (English)"), filters=[trimmed], validators=[Length(max=PARAPHRASE_LENGTH)]
    )

    def text(self, part: str) -> Text:
        """The title or the paraphrase, in the languages in which it was written."""
        return {tag: self[f"{part}_{tag}"].data for tag in THEME_TAGS if self[f"{part}_{tag}"].data}


class AssignForm(FlaskForm):
    """Which theme the ticked texts belong to; ``WITHOUT_THEME``: none."""

    theme = SelectField(
        _l("Put the ticked texts under"), validators=[InputRequired(_l("Please choose where the texts belong."))]
    )

    def offer(self, themes: Iterable[Theme], language: str) -> None:
        """Fills the choices."""
        titles = [(one.public_id, one.title.get(language) or one.title.get("de", "")) for one in themes]
        self.theme.choices = [("", _("please choose")), *titles, (WITHOUT_THEME, _("no theme"))]


def ids(values: Iterable[str]) -> list[UUID]:
    """Those of the values that can be keys of texts."""
    found = []
    for value in values:
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return found
