"""What the audit trail calls the actions on the instance."""

from flask_babel import lazy_gettext as _l

ACTION_NAMES = {"update_instance": _l("Name, colours or contact changed")}
