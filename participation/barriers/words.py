"""What the audit trail calls the actions on reported barriers."""

from flask_babel import lazy_gettext as _l

ACTION_NAMES = {"answer_report": _l("Reported barrier answered")}
