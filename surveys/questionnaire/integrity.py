"""What a file must get right beyond its structure: languages, and references between its parts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from surveys.questionnaire.conditions import Condition
from surveys.questionnaire.dimensions import Dimension, DimensionRow
from surveys.questionnaire.fields import Text
from surveys.questionnaire.kinds.base import NO_ANSWER
from surveys.questionnaire.kinds.choice import SingleChoice
from surveys.questionnaire.model import Question, Questionnaire
from surveys.questionnaire.problems import Problems, shown


def note_broken_references(questionnaire: Questionnaire, problems: Problems) -> None:
    """Note undeclared languages, conditions on later or unfitting questions, dimensions and tables without ground."""
    for path, text in all_texts(questionnaire):
        for tag in text.keys() - set(questionnaire.languages):
            problems.add(path, "language_undeclared", language=tag)
    _note_conditions(questionnaire, problems)
    for dimension in questionnaire.dimensions.values():
        _note_dimension(dimension, questionnaire, problems)
    for key, tables in questionnaire.table_plan.items():
        if key not in questionnaire.questions:
            problems.add(f"table_plan.{key}", "unknown_question", question=key)
        for index, table in enumerate(tables):
            if table.by in questionnaire.dimensions and questionnaire.dimensions[table.by].question == key:
                problems.add(f"table_plan.{key}[{index}]", "table_by_itself")


def all_texts(questionnaire: Questionnaire) -> Iterator[tuple[str, Text]]:
    """Every text that the author wrote, with its path."""
    yield "title", questionnaire.title
    yield "introduction", questionnaire.introduction
    yield "thanks", questionnaire.thanks
    for number, page in enumerate(questionnaire.pages):
        yield f"pages[{number}].title", page.title
        for index, question in enumerate(page.questions):
            path = f"pages[{number}].questions[{index}]"
            yield f"{path}.text", question.text
            if question.hint is not None:
                yield f"{path}.hint", question.hint
            yield from ((f"{path}.{below}", text) for below, text in question.kind.texts())
    for dimension in questionnaire.dimensions.values():
        for name, rows in (("rows", dimension.rows if dimension.own_rows else ()), ("coarse", dimension.coarse)):
            yield from ((f"dimensions.{dimension.key}.{name}[{i}].text", row.text) for i, row in enumerate(rows))


def completed_dimensions(questionnaire: Questionnaire) -> Questionnaire:
    """The questionnaire with one row per option where the author gave no rows."""
    return replace(
        questionnaire,
        dimensions={key: _with_rows(each, questionnaire) for key, each in questionnaire.dimensions.items()},
    )


def _with_rows(dimension: Dimension, questionnaire: Questionnaire) -> Dimension:
    kind = questionnaire.questions[dimension.question].kind
    if dimension.own_rows or not isinstance(kind, SingleChoice):
        return dimension
    rows = tuple(DimensionRow(option.key, option.text, (option.key,)) for option in kind.options)
    return replace(dimension, rows=rows)


def _note_conditions(questionnaire: Questionnaire, problems: Problems) -> None:
    earlier: dict[str, Question] = {}
    for number, page in enumerate(questionnaire.pages):
        _note_condition(page.condition, f"pages[{number}].condition", earlier, problems)
        for index, question in enumerate(page.questions):
            _note_condition(question.condition, f"pages[{number}].questions[{index}].condition", earlier, problems)
            earlier[question.key] = question


def _note_condition(
    condition: Condition | None, path: str, earlier: Mapping[str, Question], problems: Problems
) -> None:
    for leaf in condition.leaves() if condition is not None else ():
        if leaf.question not in earlier:
            problems.add(path, "condition_question", question=leaf.question)
        elif not earlier[leaf.question].kind.understands(leaf.operator, leaf.value):
            value = shown(leaf.value)
            problems.add(path, "condition_misfit", operator=leaf.operator, value=value, question=leaf.question)


def _note_dimension(dimension: Dimension, questionnaire: Questionnaire, problems: Problems) -> None:
    path = f"dimensions.{dimension.key}"
    question = questionnaire.questions.get(dimension.question)
    if question is None:
        problems.add(f"{path}.question", "unknown_question", question=dimension.question)
    elif not isinstance(question.kind, SingleChoice):
        problems.add(f"{path}.question", "dimension_kind", question=dimension.question)
    else:
        for name, rows in (("rows", dimension.rows), ("coarse", dimension.coarse)):
            _note_rows(rows, f"{path}.{name}", question.kind, problems)


def _note_rows(rows: Sequence[DimensionRow], path: str, kind: SingleChoice, problems: Problems) -> None:
    taken: set[str] = set()
    for index, row in enumerate(rows):
        for option in row.options:
            if option not in kind.order or option == NO_ANSWER:
                problems.add(f"{path}[{index}].options", "row_option", option=option)
            elif option in taken:
                problems.add(f"{path}[{index}].options", "row_option_twice", option=option)
            taken.add(option)
