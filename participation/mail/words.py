"""Why a mail was not taken, in words."""

from flask_babel import lazy_gettext as _l

from participation.mail.rules import Trouble

TROUBLE_WORDS = {
    Trouble.UNREACHABLE: _l("The mail server cannot be reached."),
    Trouble.UNSAFE: _l("The mail server offers no safe connection."),
    Trouble.SIGN_IN: _l("The mail server does not accept our user name or password."),
    Trouble.BROKEN_OFF: _l("The connection to the mail server broke off."),
    Trouble.SENDER_REFUSED: _l("The mail server does not accept our sender address."),
    Trouble.RECEIVER_DELAYED: _l("The server asks us to try this address later."),
    Trouble.RECEIVER_REFUSED: _l("The address was refused. Is it spelt correctly?"),
    Trouble.LETTER_DELAYED: _l("The server asks us to send this mail later."),
    Trouble.LETTER_REFUSED: _l("The server refused this mail."),
    Trouble.ADDRESS_UNSUPPORTED: _l("The mail server does not know addresses with such characters."),
    Trouble.UNREADABLE: _l("The mail was sealed under another secret key and cannot be read any more."),
}

ACTION_NAMES = {
    "send_trial_mail": _l("Trial mail sent"),
    "retry_mail": _l("Mail tried again"),
    "discard_mail": _l("Mail discarded"),
    "hand_over_mail": _l("Mail handed over"),
    "mail": _l("Mail"),
}
