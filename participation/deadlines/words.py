"""What the desk calls how near a day is."""

from flask_babel import lazy_gettext as _l

from participation.deadlines.rules import When

WHEN_WORDS = {
    When.OVERDUE: _l("Overdue"),
    When.TODAY: _l("Today"),
    When.SOON: _l("In the next seven days"),
    When.LATER: _l("Later"),
}
