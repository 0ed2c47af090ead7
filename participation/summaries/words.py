"""The words for what the machine checks and what the reviewer confirms."""

from flask_babel import lazy_gettext as _l

from participation.summaries.rules import ReviewPoint

CHECKS = {
    "form": _l("The draft holds nothing but what is published: no true count, no noise."),
    "plan": _l("Questions, tables and rows are exactly those of the plan fixed before opening."),
    "hidden": _l("Hidden rows carry no number at all."),
    "bases": _l("Every shown row has enough answers for the strength of its noise."),
    "shares": _l("All shares are whole percentages from 5 to 95 or an open end, and no answer is missing."),
    "rounding": _l("All numbers of answers are rounded to tens, all errors are stated."),
    "groups": _l("No two rows of a table overlap."),
    "epsilon": _l("No question spends more than its privacy budget of 1."),
}
"""Key of each check of ``checks.report`` to its sentence."""

REVIEW_POINTS = {
    ReviewPoint.FIGURES: _l("I have read all figures; they are plausible and hidden rows are explained."),
    ReviewPoint.THEMES: _l("No theme quotes anybody or lets anybody be recognised."),
    ReviewPoint.WORDING: _l("Title, questions and answers are correct and understandable."),
    ReviewPoint.FINAL: _l("I know that a release can neither be changed nor taken back."),
}
"""Point of the checklist to its sentence."""
