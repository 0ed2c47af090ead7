"""The kinds of question. A new kind is one file and one entry here (and its part of schema.json)."""

from surveys.questionnaire.kinds.base import Kind
from surveys.questionnaire.kinds.choice import MultipleChoice, SingleChoice
from surveys.questionnaire.kinds.information import Information
from surveys.questionnaire.kinds.scale import Scale
from surveys.questionnaire.kinds.text import LongText, ShortText

KINDS: dict[str, type[Kind]] = {
    kind.name: kind for kind in (SingleChoice, MultipleChoice, Scale, ShortText, LongText, Information)
}
