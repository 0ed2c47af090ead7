"""The form of a file."""

from collections.abc import Iterable
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, DateField, Field, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from participation.kit.entries import trimmed
from participation.kit.uploads.actions import CheckedFile, checked
from participation.kit.uploads.rules import ALT_LENGTH, LARGEST, Kind, RefusedError
from participation.kit.uploads.words import REFUSALS
from participation.organisations.models import Organisation
from participation.types import Text


class UploadForm(FlaskForm):
    """A file, whose it is, what it shows, and who may see it until when. ``today``: in the instance's time zone."""

    organisation = SelectField(_l("Organisation"), validators=[InputRequired(_l("Please choose an organisation."))])
    file = FileField(
        _l("File"),
        validators=[FileRequired(_l("Please choose a file."))],
        description=_l(
            "JPEG, PNG, WebP or PDF, at most 10 MB. Images are kept without place, camera and other hidden data."
        ),
        render_kw={"accept": ",".join(Kind)},
    )
    alt_de = StringField(
        _l("Alternative text (German)"),
        filters=[trimmed],
        validators=[Length(max=ALT_LENGTH)],
        description=_l("Images only: what can be seen on it, in one sentence, for people who cannot see it."),
    )
    alt_en = StringField(_l("Alternative text (English)"), filters=[trimmed], validators=[Length(max=ALT_LENGTH)])
    kept_until = DateField(
        _l("Keep until"),
        validators=[Optional()],
        description=_l("The file is deleted after this day. Without a day it stays until you delete it."),
    )
    public = BooleanField(_l("Everybody who has the address may see it"))
    today: date = date.min
    checked: CheckedFile | None = None

    def offer(self, organisations: Iterable[Organisation]) -> None:
        """Fills the choices."""
        self.organisation.choices = [(one.public_id, one.name) for one in organisations]

    def validate_file(self, field: Field) -> None:
        """Looks into the file itself; what may be kept of it is in ``checked`` afterwards."""
        if not field.data:
            return
        try:
            self.checked = checked(field.data.read(LARGEST + 1))
        except RefusedError as error:
            raise ValidationError(str(REFUSALS[error.reason])) from error

    def validate_alt_de(self, field: Field) -> None:
        """An image is described."""
        if self.checked is not None and self.checked.kind.is_image and not field.data:
            raise ValidationError(_("Please describe the image in one sentence."))

    def validate_kept_until(self, field: Field) -> None:
        """The day is not over."""
        if field.data and field.data < self.today:
            raise ValidationError(_("This day is already over."))

    def alt(self) -> Text:
        """The alternative text in the languages in which it was written."""
        return {tag: self[f"alt_{tag}"].data for tag in ("de", "en") if self[f"alt_{tag}"].data}
