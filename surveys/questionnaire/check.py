"""What is wrong or doubtful with a questionnaire that is well formed: read before it may open."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from surveys.questionnaire.conditions import Condition
from surveys.questionnaire.dimensions import DIMENSIONS
from surveys.questionnaire.integrity import all_texts
from surveys.questionnaire.kinds.choice import Choice
from surveys.questionnaire.kinds.text import WrittenText
from surveys.questionnaire.messages import FINDINGS, Params
from surveys.questionnaire.model import Questionnaire
from surveys.questionnaire.reachability import Budget, Search, TooComplex

Level = Literal["blocking", "warning"]

LONG_QUESTION = 200  # characters of German that still fit on a small phone above the answers
LONG_OPTION = 90


@dataclass(frozen=True)
class Finding:
    """One thing to mend. A blocking one forbids opening: in one language if `language` is set, else at all."""

    level: Level
    path: str
    code: str
    params: Params = field(default_factory=dict)
    language: str | None = None

    @property
    def reason(self) -> str:
        """The English sentence."""
        return FINDINGS[self.code] % self.params

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}" if self.path else self.reason


def check(questionnaire: Questionnaire) -> list[Finding]:
    """Everything to mend, blocking findings first, each group in the order of the file."""
    rules = (_pages, _conditions, _translations, _table_plan, _dimensions, _lengths)
    findings = [finding for rule in rules for finding in rule(questionnaire)]
    return sorted(findings, key=lambda finding: finding.level != "blocking")


def _pages(questionnaire: Questionnaire) -> Iterator[Finding]:
    if not questionnaire.field_names:
        yield Finding("blocking", "pages", "no_question")
    for number, page in enumerate(questionnaire.pages):
        if not page.questions:
            yield Finding("blocking", f"pages[{number}]", "empty_page")


def _conditions(questionnaire: Questionnaire) -> Iterator[Finding]:
    budget = Budget()
    for number, page in enumerate(questionnaire.pages):
        path = f"pages[{number}]"
        outer = [page.condition] if page.condition is not None else []
        unreachable = list(_reach(questionnaire, outer, f"{path}.condition", budget))
        yield from unreachable
        for index, question in enumerate(page.questions):
            condition = question.condition
            if condition is None:
                continue
            place = f"{path}.questions[{index}].condition"
            for key in dict.fromkeys(leaf.question for leaf in condition.leaves()):
                if questionnaire.page_of[key] == number:
                    yield Finding("blocking", place, "condition_same_page", {"question": key})
            if not unreachable:
                yield from _reach(questionnaire, [*outer, condition], place, budget)


def _reach(questionnaire: Questionnaire, conditions: list[Condition], path: str, budget: Budget) -> Iterator[Finding]:
    try:
        if not conditions or Search(questionnaire, conditions, on_path=True, budget=budget).succeeds():
            return
        possible = Search(questionnaire, conditions[-1:], on_path=False, budget=budget).succeeds()
    except TooComplex:
        yield Finding("warning", path, "too_complex")
    else:
        yield Finding("blocking", path, "unreachable" if possible else "contradictory")


def _translations(questionnaire: Questionnaire) -> Iterator[Finding]:
    for path, text in all_texts(questionnaire):
        for language in questionnaire.languages:
            if language not in text:
                yield Finding("blocking", path, "missing_translation", {"language": language}, language)


def _table_plan(questionnaire: Questionnaire) -> Iterator[Finding]:
    for key, tables in questionnaire.table_plan.items():
        if questionnaire.questions[key].kind.counts is None:
            yield Finding("blocking", f"table_plan.{key}", "table_uncountable", {"question": key})
        for index, table in enumerate(tables):
            if table.by not in questionnaire.dimensions:
                path = f"table_plan.{key}[{index}].by"
                yield Finding("blocking", path, "dimension_undeclared", {"dimension": table.by})


def _dimensions(questionnaire: Questionnaire) -> Iterator[Finding]:
    for name in DIMENSIONS:
        if name not in questionnaire.dimensions:
            yield Finding("warning", "dimensions", "dimension_missing", {"dimension": name})
    texts = any(isinstance(q.kind, WrittenText) or q.kind.other for q in questionnaire.questions.values())
    if texts and "town" not in questionnaire.dimensions:
        yield Finding("warning", "dimensions", "town_for_texts")
    for name, dimension in questionnaire.dimensions.items():
        question = questionnaire.questions[dimension.question]
        if not isinstance(question.kind, Choice):
            continue
        if question.required and not question.kind.no_answer:
            yield Finding("warning", f"dimensions.{name}.question", "dimension_forced")
        covered = {option for row in dimension.rows for option in row.options}
        for option in question.kind.options:
            if option.key not in covered:
                yield Finding("warning", f"dimensions.{name}.rows", "option_without_row", {"option": option.key})


def _lengths(questionnaire: Questionnaire) -> Iterator[Finding]:
    for path, text in all_texts(questionnaire):
        limit = LONG_OPTION if ".options[" in path else LONG_QUESTION
        if ".questions[" in path and len(text.get("de", "")) > limit:
            yield Finding("warning", path, "text_long", {"length": len(text["de"]), "limit": limit})
