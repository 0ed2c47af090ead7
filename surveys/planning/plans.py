"""From a questionnaire to the table plan that is shown to participants and frozen at opening."""

from collections.abc import Mapping

from participation.disclosure.plan import Dimension, Group, Option, QuestionPlan, Row, Table, TablePlan
from participation.organisations.queries import populations
from surveys import questionnaire as engine
from surveys.models import Survey
from surveys.queries import current_version
from surveys.questionnaire import load

OTHER_TEXT = {
    "de": "Anderes",
    "en": "Something else",
    "de-simple": "Etwas anderes",
    "tr": "Başka",
    "uk": "Інше",
    "ar": "شيء آخر",
}


def plan_of(survey: Survey) -> TablePlan:
    """The survey's plan: as frozen at opening, or as it would be frozen now."""
    questionnaire = load(current_version(survey).definition)
    frozen = survey.plan_sha256 is not None
    return table_plan(survey.public_id, questionnaire, survey.populations if frozen else populations())


def table_plan(subject: str, questionnaire: engine.Questionnaire, people: Mapping[str, int]) -> TablePlan:
    """The plan of a survey. ``subject``: its public id; ``people``: inhabitants by official key, for the forecast.

    A row takes the population its author gave, else that of the organisation with the same key.
    """
    dimensions = tuple(_dimension(one, questionnaire, people) for one in questionnaire.dimensions.values())
    questions = tuple(
        _question(questionnaire.questions[key], tables) for key, tables in questionnaire.table_plan.items()
    )
    order = list(questionnaire.questions)
    ordered = tuple(sorted(questions, key=lambda question: order.index(question.key)))
    return TablePlan(subject, questionnaire.title, dimensions, ordered)


def _dimension(
    dimension: engine.Dimension, questionnaire: engine.Questionnaire, people: Mapping[str, int]
) -> Dimension:
    rows = tuple(
        Row(row.key, row.text, row.population if row.population is not None else people.get(row.key), row.options)
        for row in dimension.rows
    )
    row_of = {option: row.key for row in dimension.rows for option in row.options}
    coarse = tuple(
        Group(
            group.key, group.text, tuple(dict.fromkeys(row_of[option] for option in group.options if option in row_of))
        )
        for group in dimension.coarse
    )
    text = questionnaire.questions[dimension.question].text
    return Dimension(dimension.key, text, rows, coarse, dimension.question)


def _question(question: engine.Question, tables: tuple[engine.PlannedTable, ...]) -> QuestionPlan:
    kind = question.kind
    return QuestionPlan(
        key=question.key,
        text=question.text,
        kind="multiple" if kind.counts == "multiple" else "single",
        options=tuple(Option(cell.key, cell.text or OTHER_TEXT) for cell in kind.cells),
        max_choices=kind.max_choices if kind.counts == "multiple" else None,
        tables=tuple(Table(table.by, table.weight) for table in tables),
        workstreams=question.workstreams,
    )
