"""What legal texts, their languages and the actions on them are called."""

from flask_babel import lazy_gettext as _l

from participation.texts.rules import LegalText

TEXT_NAMES = {
    LegalText.IMPRINT: _l("Legal notice"),
    LegalText.PRIVACY: _l("Privacy"),
    LegalText.ACCESSIBILITY: _l("Accessibility"),
}

TAG_NAMES = {
    "de": _l("German"),
    "en": _l("English"),
    "de-simple": _l("Easy language"),
    "dgs": _l("German Sign Language (video)"),
}

ACTION_NAMES = {"save_text": _l("Legal text saved"), "restore_text": _l("Earlier version of a legal text restored")}
