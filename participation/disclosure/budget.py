"""How often the counts of a question may be drawn: the account that a draw is booked in before anybody sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from participation.disclosure.plan import TablePlan
from participation.disclosure.scales import schedule

FIRST_LIMIT = Fraction(1)
LIFETIME_LIMIT = Fraction(2)


class BudgetError(ValueError):
    """The draw would tell more about a person than was promised. ``questions`` are the keys that have too little."""

    def __init__(self, questions: tuple[str, ...]) -> None:
        super().__init__("budget already spent for " + ", ".join(questions))
        self.questions = questions


@dataclass(frozen=True)
class Budget:
    """Epsilon spent per question so far. There is no way to give any back: a discarded draft has been seen."""

    spent: Mapping[str, Fraction] = field(default_factory=dict)

    def book(self, costs: Mapping[str, Fraction], correction: bool = False) -> Budget:
        """Return the account after a draw of ``costs`` (see ``costs``).

        Epsilon 1 per question for the first draw, whether its draft is released or discarded; with ``correction``
        (announced, decided by two people) up to 2 over the life of the question. Raises BudgetError and books nothing
        when any question has too little left.
        """
        limit = LIFETIME_LIMIT if correction else FIRST_LIMIT
        after = {**self.spent}
        for question, cost in costs.items():
            if cost < 0:
                raise ValueError("a draw cannot cost less than nothing")
            after[question] = after.get(question, Fraction(0)) + cost
        overdrawn = tuple(question for question in costs if after[question] > limit and costs[question] > 0)
        if overdrawn:
            raise BudgetError(overdrawn)
        return Budget(after)


def costs(plan: TablePlan, n: int) -> dict[str, Fraction]:
    """Return what one draw of ``plan`` from ``n`` answers costs each question: sum of c_t / b_t, never over 1."""
    return {each.question.key: each.epsilon() for each in schedule(plan, n)}
