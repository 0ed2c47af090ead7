"""What kinds of organisations and the actions on them are called."""

from flask_babel import lazy_gettext as _l

from participation.places.rules import Kind

KIND_NAMES = {
    Kind.COUNTY: _l("County"),
    Kind.TOWN: _l("Town"),
    Kind.COUNCIL: _l("Council"),
    Kind.OTHER: _l("Other organisation"),
}

ACTION_NAMES = {
    "create_organisation": _l("Organisation entered"),
    "update_organisation": _l("Organisation changed"),
    "delete_organisation": _l("Organisation deleted"),
    "create_contact": _l("Contact person entered"),
    "update_contact": _l("Contact person changed"),
    "delete_contact": _l("Contact person removed"),
}
