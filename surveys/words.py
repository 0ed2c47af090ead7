"""What the states of a survey are called, and its actions in the audit trail."""

from flask_babel import lazy_gettext as _l

from surveys.rules import SurveyStatus

STATUS_WORDS = {
    SurveyStatus.PREPARING.value: _l("In preparation"),
    SurveyStatus.OPEN.value: _l("Open now"),
    SurveyStatus.CLOSED.value: _l("Closing"),
    SurveyStatus.SETTLED.value: _l("Closed"),
}

ACTION_NAMES = {
    "import_survey": _l("Questionnaire imported"),
    "open_survey": _l("Survey opened"),
    "close_survey": _l("Survey closed"),
    "settle_survey": _l("Answers collected and mixed"),
    "set_survey_dates": _l("Dates of a survey set"),
    "set_successor": _l("Next survey set"),
    "repeat_survey": _l("Survey prepared once more"),
    "create_poster": _l("Poster made"),
    "collect_answers": _l("Answers collected"),
    "create_theme": _l("Theme written down"),
    "update_theme": _l("Theme changed"),
    "delete_theme": _l("Theme deleted"),
    "assign_texts": _l("Texts assigned to a theme"),
    "take_late_answers": _l("Late answers taken in"),
    "refuse_late_answers": _l("Late answers destroyed uncounted"),
    "delete_answers": _l("Individual answers deleted"),
    "delete_texts": _l("Free texts deleted"),
}
