"""What an author is told before opening: languages, and which rows of the table plan will probably be shown. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from participation.disclosure.forecast import NS, Forecast, ForecastTable, forecast
from participation.disclosure.plan import COUNTY, QuestionPlan, TablePlan, Texts
from surveys.questionnaire import Question, Questionnaire
from surveys.questionnaire.integrity import all_texts


@dataclass(frozen=True)
class Expected:
    """A table at one number of answers: how many of its rows will probably be shown, and which will not.

    ``rows`` 0: the table is not drawn with so few answers. ``coarse``: groups of rows instead of single ones.
    """

    shown: int
    rows: int
    hidden: tuple[Texts, ...] = ()
    coarse: bool = False


@dataclass(frozen=True)
class Line:
    """One planned table (``by`` a dimension, or ``county``) at each number of answers."""

    by: str
    expected: tuple[Expected, ...]


@dataclass(frozen=True)
class QuestionOutlook:
    """A question with its tables, the county first, then in the order of the plan."""

    text: Texts
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Hiding:
    """With ``n`` answers the further table by ``table`` hides ``rows`` of the one by ``hides`` in these questions."""

    n: int
    table: str
    hides: str
    rows: tuple[Texts, ...]
    questions: tuple[Texts, ...]


@dataclass(frozen=True)
class Outlook:
    """The questions in the order of the plan, the numbers of answers they speak of, and the warnings."""

    ns: tuple[int, ...]
    questions: tuple[QuestionOutlook, ...]
    warnings: tuple[Hiding, ...]


@dataclass(frozen=True)
class Completeness:
    """How many texts a language lacks of all that there are."""

    language: str
    missing: int
    texts: int


def outlook(plan: TablePlan, ns: Sequence[int] = NS) -> Outlook:
    """The forecast of a valid plan, told by table."""
    found = forecast(plan, ns)
    questions = tuple(
        QuestionOutlook(question.text, _lines(plan, question, place, found))
        for place, question in enumerate(plan.questions)
    )
    return Outlook(tuple(ns), questions, _warnings(plan, found))


def completeness(questionnaire: Questionnaire) -> list[Completeness]:
    """The questionnaire's languages in its order."""
    texts = [text for _path, text in all_texts(questionnaire)]
    return [
        Completeness(language, sum(language not in text for text in texts), len(texts))
        for language in questionnaire.languages
    ]


def written(questionnaire: Questionnaire) -> list[Question]:
    """The questions that people answer in their own words, those with "other" included."""
    answerable = (one for one in questionnaire.questions.values() if one.kind.answerable)
    return [one for one in answerable if one.kind.counts is None or one.kind.other]


def unpublished(questionnaire: Questionnaire) -> list[Question]:
    """The questions that could be counted and of which nothing will be published."""
    return [
        one
        for one in questionnaire.questions.values()
        if one.kind.counts is not None and one.key not in questionnaire.table_plan
    ]


def _lines(plan: TablePlan, question: QuestionPlan, place: int, found: Forecast) -> tuple[Line, ...]:
    at = [each.questions[place] for each in found.at]
    county = Line(COUNTY, tuple(Expected(int(each.county_shown), 1) for each in at))
    further = [
        Line(table.by, tuple(_expected(plan, each.tables[number]) for each in at))
        for number, table in enumerate(question.tables)
    ]
    return (county, *further)


def _expected(plan: TablePlan, table: ForecastTable) -> Expected:
    dimension = plan.dimension(table.by)
    hidden = tuple(dimension.text_of(row.key) for row in table.rows if not row.shown)
    return Expected(len(table.rows) - len(hidden), len(table.rows), hidden, table.coarse)


def _warnings(plan: TablePlan, found: Forecast) -> tuple[Hiding, ...]:
    """The same warning of several questions is given once."""
    questions: dict[tuple[int, str, str, tuple[str, ...]], list[Texts]] = {}
    for one in found.warnings:
        key = (one.n, one.table, one.hides, one.rows)
        questions.setdefault(key, []).append(plan.question(one.question).text)
    return tuple(
        Hiding(n, table, hides, _named(plan, hides, rows), tuple(texts))
        for (n, table, hides, rows), texts in questions.items()
    )


def _named(plan: TablePlan, dimension: str, rows: Sequence[str]) -> tuple[Mapping[str, str], ...]:
    return tuple(plan.dimension(dimension).text_of(row) for row in rows)
