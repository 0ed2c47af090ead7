"""Questionnaires: the file format, reading answers, the way through the pages. Pure: no web, no database, no clock."""

from surveys.questionnaire.answering import (
    META_FIELDS,
    WHOLE_FORM,
    Errors,
    Form,
    Refusal,
    Sheet,
    Submission,
    complete,
    read,
    value_of,
)
from surveys.questionnaire.check import Finding, check
from surveys.questionnaire.definition import dump, load
from surveys.questionnaire.dimensions import Dimension, DimensionRow, PlannedTable
from surveys.questionnaire.fields import Text
from surveys.questionnaire.kinds import KINDS
from surveys.questionnaire.kinds.base import NO_ANSWER, OTHER, Answer, Cell, FieldError, Kind
from surveys.questionnaire.messages import FIELD_MESSAGES, FINDINGS, REASONS
from surveys.questionnaire.model import Page, Question, Questionnaire
from surveys.questionnaire.problems import DefinitionError, Problem
from surveys.questionnaire.route import path
from surveys.questionnaire.stepping import Step, step

__all__ = [
    "FIELD_MESSAGES",
    "FINDINGS",
    "KINDS",
    "META_FIELDS",
    "NO_ANSWER",
    "OTHER",
    "REASONS",
    "WHOLE_FORM",
    "Answer",
    "Cell",
    "DefinitionError",
    "Dimension",
    "DimensionRow",
    "Errors",
    "FieldError",
    "Finding",
    "Form",
    "Kind",
    "Page",
    "PlannedTable",
    "Problem",
    "Question",
    "Questionnaire",
    "Refusal",
    "Sheet",
    "Step",
    "Submission",
    "Text",
    "check",
    "complete",
    "dump",
    "load",
    "path",
    "read",
    "step",
    "value_of",
]
