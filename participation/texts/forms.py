"""The form of a legal text."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from participation.kit.entries import trimmed
from participation.texts.defaults import default_body
from participation.texts.models import TextVersion
from participation.texts.rules import LONGEST_BODY, LegalText
from participation.texts.words import TEXT_NAMES


class TextForm(FlaskForm):
    """Title and Markdown of a legal text; ``based_on`` is the version it was written from."""

    title = StringField(
        _l("Title"), filters=[trimmed], validators=[DataRequired(_l("Please give the text a title.")), Length(max=120)]
    )
    body = TextAreaField(
        _l("Text"),
        filters=[trimmed],
        description=_l(
            "Markdown: ## starts a heading, - a list, an empty line a paragraph, [words](address) a link. "
            "Double square brackets mark what is still to be filled in."
        ),
        validators=[DataRequired(_l("Please write the text.")), Length(max=LONGEST_BODY)],
    )
    based_on = HiddenField(default="0")

    def based_on_number(self) -> int:
        """The version that the text was written from; 0 for none, and for what is no number."""
        entry = self.based_on.data or ""
        return int(entry) if entry.isdecimal() and len(entry) < 9 else 0


def text_form(slug: LegalText, tag: str, current: TextVersion | None) -> TextForm:
    """The form with what was sent, else with the text as it is shown, else with the one to begin with."""
    if current is None:
        return TextForm(data={"title": str(TEXT_NAMES[slug]), "body": default_body(slug, tag), "based_on": "0"})
    return TextForm(data={"title": current.title, "body": current.body, "based_on": str(current.number)})
