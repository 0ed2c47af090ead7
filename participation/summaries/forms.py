"""Forms of drawing, releasing and discarding."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectChoice, SelectMultipleField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length

from participation.summaries.rules import unconfirmed
from participation.summaries.words import REVIEW_POINTS

EVERY_POINT = _l("Please confirm every point of the checklist before releasing.")


class DrawForm(FlaskForm):
    """Which subject is to be summarised."""

    kind = HiddenField(validators=[InputRequired(), Length(max=30)])
    subject = HiddenField(validators=[InputRequired(), Length(max=20)])


class ReleaseForm(FlaskForm):
    """The checklist of the second person; ``seen``: hash of the preview above it."""

    seen = HiddenField(validators=[InputRequired(), Length(max=64)])
    checklist = SelectMultipleField(
        _l("Checklist"),
        choices=[SelectChoice(str(point), sentence) for point, sentence in REVIEW_POINTS.items()],
        validators=[InputRequired(EVERY_POINT)],
    )

    def validate_checklist(self, field: SelectMultipleField) -> None:
        """Every point, or none is worth anything."""
        if unconfirmed(field.data or ()):
            raise ValidationError(EVERY_POINT)


class DiscardForm(FlaskForm):
    """Why a draft is not published."""

    reason = TextAreaField(
        _l("Reason"),
        validators=[InputRequired(_l("Please say why this draft is discarded.")), Length(max=500)],
        description=_l("For the people of the office. The privacy budget of this draft stays spent."),
    )
