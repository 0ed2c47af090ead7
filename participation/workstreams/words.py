"""What people call the states of a measure."""

from flask_babel import lazy_gettext as _l

from participation.workstreams.rules import MeasureStatus

STATUS_WORDS = {
    MeasureStatus.PLANNED.value: _l("Planned"),
    MeasureStatus.IN_PROGRESS.value: _l("In progress"),
    MeasureStatus.DONE.value: _l("Done"),
    MeasureStatus.PAUSED.value: _l("Paused"),
}

HEADING_WORDS = {
    "abschnitte": (_l("Sections"), _l("Parts of the strategy that group the fields of action.")),
    "phasen": (_l("Phases"), _l("Stages that each field of action goes through, in this order.")),
}

ACTION_NAMES = {
    "create_workstream": _l("Field of action entered"),
    "update_workstream": _l("Field of action changed"),
    "move_workstream": _l("Field of action moved"),
    "delete_workstream": _l("Field of action deleted"),
    "create_heading": _l("Section or phase entered"),
    "rename_heading": _l("Section or phase renamed"),
    "move_heading": _l("Section or phase moved"),
    "delete_heading": _l("Section or phase deleted"),
}
