"""What roles, permissions and the actions of the audit trail are called."""

from collections.abc import Mapping

from flask import Flask, current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from participation.accounts.models import Account
from participation.accounts.passwords import Weakness
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
    Permission.EDIT_WORKSTREAMS: _l("edit fields of action and their phases"),
    Permission.EDIT_INSTANCE: _l("look after brand and legal texts"),
    Permission.EDIT_PROCEDURES: _l("enter procedures that run on other pages"),
    Permission.EDIT_ORGANISATIONS: _l("look after organisations and contact persons"),
    Permission.EDIT_INSTANCE: _l("look after brand, organisations and legal texts"),
    Permission.EDIT_FILES: _l("keep and delete files"),
    Permission.SEE_AUDIT: _l("read the audit trail"),
    Permission.MANAGE_ACCOUNTS: _l("invite people, give and take roles, close accounts"),
    Permission.MANAGE_MAIL: _l("look after the outbox"),
    Permission.MANAGE_JOBS: _l("see jobs by the clock and start them by hand"),
    Permission.APPOINT_DEPUTIES: _l("appoint deputies for what needs four eyes"),
}


ACTION_NAMES = {
    "sign_in": _l("Signed in"),
    "end_session": _l("Signed out"),
    "create_login_link": _l("Sign-in link made"),
    "subscribe_calendar": _l("Calendar subscribed to"),
    "unsubscribe_calendar": _l("Calendar link ended"),
    "end_other_sessions": _l("Signed out everywhere"),
    "invite": _l("Invited"),
    "accept_invitation": _l("Invitation taken up"),
    "give_role": _l("Role given"),
    "take_role": _l("Role taken away"),
    "close_account": _l("Account closed"),
    "update_own": _l("Own data changed"),
    "change_password": _l("Password changed"),
    "add_passkey": _l("Passkey set up"),
    "remove_passkey": _l("Passkey removed"),
    "set_authenticator": _l("App set up"),
    "remove_authenticator": _l("App removed"),
    "replace_emergency_codes": _l("Emergency codes made"),
    "use_emergency_code": _l("Emergency code used"),
    "reset_second_factor": _l("Second factor taken away"),
    "create_measure": _l("Measure entered"),
    "update_measure": _l("Measure changed"),
    "add_foundation": _l("Measure linked to a result"),
    "remove_foundation": _l("Measure no longer linked to a result"),
    "enter_phase": _l("Phase changed"),
    "draw_draft": _l("Summary drawn"),
    "discard_draft": _l("Summary discarded"),
    "release_draft": _l("Summary released"),
}


WEAKNESSES = {
    Weakness.SHORT: _l("Please take at least ten characters."),
    Weakness.COMMON: _l("This is one of the passwords that are tried first. Please choose another."),
    Weakness.YOURS: _l("Too much of this can be known: your name, your address, places or words from here."),
    Weakness.WORD: _l("A word by itself is guessed quickly. Please add two or three more."),
    Weakness.NAME: _l("Names are guessed quickly. Please add words that do not belong to them."),
    Weakness.KEYS: _l("Keys beside each other are guessed quickly."),
    Weakness.REPEATED: _l("Repetitions are guessed quickly."),
    Weakness.SEQUENCE: _l("Sequences such as “abc” or “4321” are guessed quickly."),
    Weakness.DATE: _l("Dates and years are guessed quickly."),
    Weakness.SIMPLE: _l("This would be guessed. Please make it longer, by a word or two."),
}


KIND_NAMES: dict[str, LazyString] = {
    "account": _l("Account"),
    "survey": _l("Survey"),
    "measure": _l("Measure"),
    "workstream": _l("Field of action"),
}


def name_actions(app: Flask, names: Mapping[str, LazyString]) -> None:
    """Adds what the audit trail calls the actions of a part or feature."""
    app.extensions.setdefault("action_names", {}).update(names)


def action_names() -> Mapping[str, LazyString]:
    """What the running application calls the actions of its audit trail."""
    names: dict[str, LazyString] = current_app.extensions["action_names"]
    return names


def person(account: Account | None) -> str:
    """Who acted: a name, which stays when its account is closed; without an account the program did."""
    if account is None:
        return _("the program")
    return _("%(name)s (formerly)", name=account.name) if account.closed_at else account.name


def action_word(key: str) -> str:
    """A key of the audit trail in the reader's words; one that nobody named is shown as it is, with spaces."""
    word = action_names().get(key) or KIND_NAMES.get(key)
    return str(word) if word is not None else key.replace("_", " ")
