"""Random people who answer page by page, as a browser would send it."""

import random

from surveys.questionnaire import Question, Questionnaire, Step, step
from surveys.questionnaire.kinds.choice import MultipleChoice
from surveys.questionnaire.kinds.scale import Scale

MARK = "§geheim§"  # stands in every text, so that a test can look for it where no text may be


def exercise(questionnaire: Questionnaire, randoms: random.Random) -> dict[str, list[str]]:
    """Answer at random, with some going back and changing languages, up to the form that is sent at the end."""
    form: dict[str, list[str]] = {}
    while True:
        shown = step(questionnaire, form)
        assert not shown.errors, (shown.errors, form)
        form = _filled(shown, randoms)
        action = randoms.choices(["absenden" if shown.last else "weiter", "zurueck", "sprache"], [8, 1, 1])[0]
        form |= {"aktion": [action], "sprache": [randoms.choice(questionnaire.languages)]}
        if action == "absenden" and step(questionnaire, form).page is shown.page:
            return form


def _filled(shown: Step, randoms: random.Random) -> dict[str, list[str]]:
    form: dict[str, list[str]] = {"seite": [shown.page.key]}
    for name, value in shown.hidden:
        form.setdefault(name, []).append(value)
    for question in shown.questions:
        form |= _answered(question, randoms)
    return form


def _answered(question: Question, randoms: random.Random) -> dict[str, list[str]]:
    kind = question.kind
    if not kind.answerable or (not question.required and randoms.random() < 0.2):
        return {}
    if isinstance(kind, MultipleChoice):
        if kind.no_answer and randoms.random() < 0.2:
            return {question.field: ["no_answer"]}
        keys = list(kind.countable)
        chosen = randoms.sample(keys, randoms.randint(max(1, kind.least), kind.most or len(keys)))
    elif kind.counts:
        values = kind.readings if isinstance(kind, Scale) else kind.order  # type: ignore[attr-defined]  # a choice
        chosen = [randoms.choice(list(values))]
    else:
        return {question.field: [randoms.choice([MARK, f"  {MARK}\r\n " if kind.name == "long_text" else MARK, ""])]}
    return {question.field: chosen} | ({f"{question.field}.other": [MARK]} if "other" in chosen else {})
