"""The file format: from bytes to a Questionnaire and back."""

import json

from surveys.questionnaire.conditions import optional_condition
from surveys.questionnaire.dimensions import parse_dimensions, parse_table_plan
from surveys.questionnaire.fields import LANGUAGE, SLUG, Fields
from surveys.questionnaire.integrity import completed_dimensions, note_broken_references
from surveys.questionnaire.kinds import KINDS
from surveys.questionnaire.kinds.information import Information
from surveys.questionnaire.model import Page, Question, Questionnaire
from surveys.questionnaire.problems import DefinitionError, Problem, Problems
from surveys.questionnaire.source import parse

__all__ = ["DefinitionError", "Page", "Problem", "Question", "Questionnaire", "dump", "load"]

FORMAT = "participation-questionnaire"
FORMAT_VERSION = 1
MOST_LANGUAGES = 20
MOST_PAGES = 50
MOST_QUESTIONS = 200
MOST_WORKSTREAMS = 20


def load(data: bytes | str) -> Questionnaire:
    """Read a questionnaire file (format version 1, at most 1 MB).

    Raises DefinitionError with the path and the reason of every mistake.
    """
    problems = Problems()
    fields = Fields(parse(data), "", problems)
    if fields.need("format") and fields.members["format"] != FORMAT:
        problems.add("format", "bad_format")
    if fields.need("format_version") and not _is_version(fields.members["format_version"]):
        problems.add("format_version", "bad_version")
    problems.raise_if_any()
    questionnaire = _questionnaire(fields)
    problems.raise_if_any()
    note_broken_references(questionnaire, problems)
    problems.raise_if_any()
    questionnaire = completed_dimensions(questionnaire)
    _warm(questionnaire)
    return questionnaire


def dump(questionnaire: Questionnaire) -> str:
    """Canonical JSON: sorted members, no spaces, nothing escaped that need not be. load(dump(q)) == q."""
    document = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "slug": questionnaire.slug,
        "languages": list(questionnaire.languages),
        "title": dict(questionnaire.title),
        "introduction": dict(questionnaire.introduction),
        "thanks": dict(questionnaire.thanks),
        "pages": [_page_as_json(page) for page in questionnaire.pages],
        "dimensions": {key: dimension.as_json() for key, dimension in questionnaire.dimensions.items()},
        "table_plan": {
            key: [{"by": table.by, "weight": table.weight} for table in tables]
            for key, tables in questionnaire.table_plan.items()
        },
    }
    return json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _is_version(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value == FORMAT_VERSION


def _questionnaire(fields: Fields) -> Questionnaire:
    questionnaire = Questionnaire(
        slug=fields.word("slug", SLUG, "bad_slug"),
        languages=fields.words("languages", 1, MOST_LANGUAGES, LANGUAGE, "bad_language"),
        title=fields.text("title"),
        introduction=fields.text("introduction"),
        thanks=fields.text("thanks"),
        pages=tuple(_page(entry) for entry in fields.objects("pages", 1, MOST_PAGES)),
        dimensions=parse_dimensions(fields),
        table_plan=parse_table_plan(fields),
    )
    fields.refuse_unknown()
    fields.refuse_repeated("pages", [page.key for page in questionnaire.pages])
    questions = [question.key for page in questionnaire.pages for question in page.questions]
    if len(questions) > MOST_QUESTIONS:
        fields.problems.add("pages", "too_many_questions", limit=MOST_QUESTIONS)
    else:
        fields.refuse_repeated("pages", questions)
    return questionnaire


def _page(fields: Fields) -> Page:
    questions = tuple(_question(entry) for entry in fields.objects("questions", 0, MOST_QUESTIONS))
    page = Page(fields.word("key"), fields.text("title"), questions, optional_condition(fields))
    fields.refuse_unknown()
    return page


def _question(fields: Fields) -> Question:
    key, text, condition = fields.word("key"), fields.text("text"), optional_condition(fields)
    name = fields.members["kind"] if fields.need("kind") else None
    kind_class = KINDS.get(name) if isinstance(name, str) else None
    if kind_class is None:
        if fields.has("kind"):
            fields.problems.add(fields.at("kind"), "unknown_kind", kinds=", ".join(KINDS))
        return Question(key, Information(), text)
    kind = kind_class.parse(fields)
    question = Question(key, kind, text, condition=condition)
    if kind.answerable:
        workstreams = fields.words("workstreams", 0, MOST_WORKSTREAMS, SLUG, "bad_slug")
        hint = fields.optional_text("hint")
        question = Question(key, kind, text, hint, fields.flag("required"), workstreams, condition)
    fields.refuse_unknown()
    return question


def _page_as_json(page: Page) -> dict[str, object]:
    condition = {} if page.condition is None else {"condition": page.condition.as_json()}
    questions = [_question_as_json(question) for question in page.questions]
    return {"key": page.key, "title": dict(page.title), **condition, "questions": questions}


def _question_as_json(question: Question) -> dict[str, object]:
    members: dict[str, object] = {"key": question.key, "kind": question.kind.name, "text": dict(question.text)}
    if question.condition is not None:
        members["condition"] = question.condition.as_json()
    if question.hint is not None:
        members["hint"] = dict(question.hint)
    if question.kind.answerable:
        members |= {"required": question.required, "workstreams": list(question.workstreams)}
    return members | question.kind.members()


def _warm(questionnaire: Questionnaire) -> None:
    """Make the tables now, so that the first answer is as fast as the last and threads only ever read."""
    for question in questionnaire.questions.values():
        _ = question.field_names
        question.kind.read((), ())
    _ = questionnaire.field_names, questionnaire.page_of, questionnaire.page_index, questionnaire.towns
