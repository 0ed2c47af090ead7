"""What people call the states of a measure."""

from flask_babel import lazy_gettext as _l

from participation.workstreams.rules import MeasureStatus

STATUS_WORDS = {
    MeasureStatus.PLANNED.value: _l("Planned"),
    MeasureStatus.IN_PROGRESS.value: _l("In progress"),
    MeasureStatus.DONE.value: _l("Done"),
    MeasureStatus.PAUSED.value: _l("Paused"),
}
