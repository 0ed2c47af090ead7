"""What the audit trail calls the actions on procedures elsewhere."""

from flask_babel import lazy_gettext as _l

ACTION_NAMES = {
    "create_procedure": _l("Procedure elsewhere entered"),
    "update_procedure": _l("Procedure elsewhere changed"),
    "delete_procedure": _l("Procedure elsewhere deleted"),
}
