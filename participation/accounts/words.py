"""What roles, permissions and the actions of the audit trail are called."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from participation.permissions import Permission, Role

ROLE_NAMES = {
    Role.COORDINATOR: _l("Coordination"),
    Role.EDITOR: _l("Editing"),
    Role.REVIEWER: _l("Review"),
    Role.ADMINISTRATOR: _l("Administration"),
}

PERMISSION_NAMES = {
    Permission.SEE_DESK: _l("see the desk"),
    Permission.EDIT_SURVEYS: _l("prepare surveys"),
    Permission.OPEN_SURVEYS: _l("open and close surveys"),
    Permission.READ_TEXTS: _l("read free texts and write themes"),
    Permission.DRAFT_SUMMARIES: _l("draw summaries"),
    Permission.REVIEW_SUMMARIES: _l("review and release summaries"),
    Permission.EDIT_MEASURES: _l("enter and change measures"),
    Permission.EDIT_WORKSTREAMS: _l("change the phase of a field of action"),
    Permission.SEE_AUDIT: _l("read the audit trail"),
    Permission.MANAGE_ACCOUNTS: _l("see accounts and roles"),
}


def action_word(key: str) -> str:
    """A key of the audit trail in the reader's words, such as "Measure entered" for ``create_measure``.

    The keys are msgids themselves; a key without a translation is shown as it is, with spaces.
    """
    word = gettext(key)
    return key.replace("_", " ") if word == key else word
