"""The form by which anybody reports a barrier: without session and cookie, so a sealed moment protects it."""

from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, Email, Length, Optional

from participation.clock import now
from participation.kit.entries import trimmed
from participation.kit.form_seal import is_human, seal


class BarrierForm(FlaskForm):
    """What hinders, where, and where to answer. ``website`` is hidden from people; programs fill it in."""

    class Meta:
        """No token: there is no session it could belong to."""

        csrf = False

    text = TextAreaField(
        _l("What could you not do?"),
        filters=[trimmed],
        description=_l("For example: “I cannot reach the button with the keyboard.”"),
        validators=[DataRequired(_l("Please say what hinders you.")), Length(max=4000)],
    )
    page = StringField(
        _l("On which page?"),
        filters=[trimmed],
        description=_l("The address or the heading of the page."),
        validators=[Length(max=300)],
    )
    email = EmailField(
        _l("Your e-mail address"),
        filters=[trimmed],
        description=_l("Only if you want an answer. We use it for nothing else."),
        validators=[Optional(), Length(max=254), Email(_l("Please enter an e-mail address such as name@example.org."))],
    )
    website = StringField(_l("Please leave this field empty"))
    sealed = HiddenField()

    def is_from_a_person(self) -> bool:
        """Whether a person filled in a form of ours; a fresh seal is put in for the next try."""
        key, moment = str(current_app.config["SECRET_KEY"]), now()
        human = not self.website.data and is_human(key, self.sealed.data or "", moment)
        self.website.data, self.sealed.data = "", seal(key, moment)
        return human


def barrier_form(page: str = "") -> BarrierForm:
    """The form with what was sent, else a fresh one about that page."""
    held: dict[str, Any] = {"page": page, "sealed": seal(str(current_app.config["SECRET_KEY"]), now())}
    return BarrierForm(data=held)
