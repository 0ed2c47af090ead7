"""The one field of following."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, Field, ValidationError
from wtforms.validators import InputRequired, Length

from participation.kit.entries import trimmed
from participation.mail.addressing import mail_address


class FollowForm(FlaskForm):
    """An address. Without a token: there is no session to protect, and its page sets no cookie."""

    class Meta:
        """What this form does without."""

        csrf = False

    email = EmailField(
        _l("E-mail address"),
        filters=[trimmed],
        validators=[InputRequired(_l("Please enter your e-mail address.")), Length(max=254)],
    )

    def validate_email(self, field: Field) -> None:
        """One address, nothing else."""
        try:
            mail_address(field.data)
        except ValueError as error:
            raise ValidationError(_("This is not an e-mail address, such as name@example.org.")) from error
