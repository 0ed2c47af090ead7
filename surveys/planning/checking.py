"""What the check of a questionnaire finds, in the reader's language."""

from flask_babel import gettext as _

from participation.languages import LANGUAGES
from surveys.questionnaire import FINDINGS, REASONS, Questionnaire
from surveys.questionnaire.check import Finding, check
from surveys.questionnaire.problems import Problem


def blocking(questionnaire: Questionnaire) -> list[str]:
    """Sentences on everything that keeps the survey from being opened at all, its default language included."""
    return [
        sentence(finding)
        for finding in check(questionnaire)
        if finding.level == "blocking" and finding.language in (None, questionnaire.default_language)
    ]


def complete_languages(questionnaire: Questionnaire) -> tuple[str, ...]:
    """The languages that the survey can be answered in: those in which no text is missing, the default first."""
    missing = {finding.language for finding in check(questionnaire) if finding.level == "blocking"}
    return tuple(tag for tag in questionnaire.languages if tag in LANGUAGES and tag not in missing)


def sentence(finding: Finding) -> str:
    """A finding as one sentence with its place."""
    return f"{finding.path}: {_(FINDINGS[finding.code]) % finding.params}"


def mistake(problem: Problem) -> str:
    """A mistake of the file as one sentence with its place."""
    where = f"{problem.path}: " if problem.path else ""
    return where + _(REASONS[problem.code]) % problem.params
