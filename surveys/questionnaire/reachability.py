"""Can anybody get here? Tries out answers to the questions that a condition rests on, directly or through the path."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from surveys.questionnaire.conditions import Condition
from surveys.questionnaire.kinds.base import Answer
from surveys.questionnaire.model import Question, Questionnaire

MOST_COMBINATIONS = 20_000
MOST_IN_ALL = 100_000


class TooComplex(Exception):  # noqa: N818 - it is an outcome of the search, not a mistake
    """The search has tried as many combinations as it may."""


@dataclass
class Budget:
    """How many combinations may still be tried for the whole questionnaire, so that a hostile one ends soon."""

    left: int = MOST_IN_ALL


@dataclass
class Search:
    """A search for answers that make all `targets` true.

    With `on_path` a question is answered only when its own page and question conditions hold for the answers before.
    Conditions know no negation, so leaving a question out can never make one true: it is not tried.
    """

    questionnaire: Questionnaire
    targets: Sequence[Condition]
    on_path: bool
    budget: Budget
    tried: int = 0
    mentioned: dict[str, set[str | int]] = field(default_factory=dict)
    conditions: dict[str, list[Condition]] = field(default_factory=dict)

    def succeeds(self) -> bool:
        """Whether such answers exist. Raises TooComplex after 20,000 combinations, or when the budget is spent."""
        self._collect(self.targets)
        questions = [question for key, question in self.questionnaire.questions.items() if key in self.mentioned]
        return self._try(questions, {})

    def _collect(self, conditions: Sequence[Condition]) -> None:
        """Gather the questions that matter, and the values that any condition on them names."""
        waiting = list(conditions)
        while waiting:
            for leaf in waiting.pop().leaves():
                if leaf.question not in self.mentioned:
                    self.mentioned[leaf.question] = set()
                    self.conditions[leaf.question] = self._conditions_of(leaf.question)
                    waiting += self.conditions[leaf.question]
                if leaf.operator != "answered":
                    self.mentioned[leaf.question].add(leaf.value)

    def _conditions_of(self, key: str) -> list[Condition]:
        page = self.questionnaire.pages[self.questionnaire.page_of[key]]
        conditions = (page.condition, self.questionnaire.questions[key].condition)
        return [condition for condition in conditions if condition is not None] if self.on_path else []

    def _try(self, questions: Sequence[Question], given: dict[str, Answer]) -> bool:
        if not questions:
            return all(target.holds(given) for target in self.targets)
        question, rest = questions[0], questions[1:]
        return any(self._try(rest, each) for each in self._extended(question, given))

    def _extended(self, question: Question, given: dict[str, Answer]) -> Iterator[dict[str, Answer]]:
        if not all(condition.holds(given) for condition in self.conditions[question.key]):
            yield given
            return
        for answer in question.kind.samples(self.mentioned[question.key]):
            self.tried += 1
            self.budget.left -= 1
            if self.tried > MOST_COMBINATIONS or self.budget.left < 0:
                raise TooComplex
            yield {**given, question.key: answer}
