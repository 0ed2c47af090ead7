"""What the desk calls a missing second pair of eyes."""

from flask_babel import lazy_gettext as _l

from participation.deputies.rules import Gap

GAP_WORDS = {
    Gap.NOBODY: _l("Nobody may review this for the organisation then."),
    Gap.AUTHORS: _l("Only those who worked on it themselves could review this."),
    Gap.AWAY: _l("Everybody who could review this is away then."),
}

ACTION_NAMES = {
    "appoint_deputy": _l("Deputy appointed"),
    "withdraw_deputy": _l("Deputy withdrawn"),
    "enter_absence": _l("Absence entered"),
    "delete_absence": _l("Absence deleted"),
}
