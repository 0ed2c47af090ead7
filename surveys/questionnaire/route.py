"""Which pages and questions are asked, given the answers: the one place that knows."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from surveys.questionnaire.kinds.base import Answer
from surveys.questionnaire.model import Page, Question, Questionnaire


class Leg(NamedTuple):
    """One page of the path and those of its questions that are asked."""

    page: Page
    questions: list[Question]


def follow(questionnaire: Questionnaire, answer: Callable[[Question], Answer | None]) -> list[Leg]:
    """Walk through the questionnaire, asking `answer` for each question on the path, in order.

    Conditions see only answers from the path. A page of whose questions none is asked is skipped.
    """
    given: dict[str, Answer] = {}
    legs = []
    for page in questionnaire.pages:
        if page.condition is not None and not page.condition.holds(given):
            continue
        asked = []
        for question in page.questions:
            if question.condition is not None and not question.condition.holds(given):
                continue
            asked.append(question)
            value = answer(question)
            if value is not None:
                given[question.key] = value
        if asked:
            legs.append(Leg(page, asked))
    return legs


def path(questionnaire: Questionnaire, answers: Mapping[str, Answer]) -> tuple[Page, ...]:
    """The pages that these answers (question key -> answer) lead through.

    A written text counts with any value. Answers to questions off the path are ignored.
    """
    return tuple(leg.page for leg in follow(questionnaire, lambda question: answers.get(question.key)))
