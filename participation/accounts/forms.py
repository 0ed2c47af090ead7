"""Forms of signing in."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField
from wtforms.validators import InputRequired, Length

from participation.kit.entries import trimmed


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
