"""What the check of a questionnaire finds, in the reader's language."""

from flask_babel import gettext as _

from surveys.questionnaire import FINDINGS, REASONS, Questionnaire
from surveys.questionnaire.check import Finding, check
from surveys.questionnaire.problems import Problem


def blocking(questionnaire: Questionnaire) -> list[str]:
    """Sentences on everything that keeps the survey from being opened."""
    return [sentence(finding) for finding in check(questionnaire) if finding.level == "blocking"]


def sentence(finding: Finding) -> str:
    """A finding as one sentence with its place."""
    return f"{finding.path}: {_(FINDINGS[finding.code]) % finding.params}"


def mistake(problem: Problem) -> str:
    """A mistake of the file as one sentence with its place."""
    where = f"{problem.path}: " if problem.path else ""
    return where + _(REASONS[problem.code]) % problem.params
