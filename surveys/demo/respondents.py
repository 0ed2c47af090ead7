"""Invented people who fill in the demo survey: plausible, different by town and age, and never anybody real.

`respondents` gives whole forms as a browser would send them, so that the demo goes the same way as every answer does.
"""

import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from surveys.demo.leanings import WILLINGNESS, weight

Form = dict[str, list[str]]
Definition = Mapping[str, Any]

TEXTS_FILE = Path(__file__).with_name("free_texts.json")
TALKATIVE = 0.10  # share of people who write in their own words
WRITES = 0.65  # chance that such a person fills in one text question
ADDS_OTHER = 0.3  # chance that such a person picks "other" where it is offered
DECLINES = 0.02  # chance of "no answer" where it is offered
SKIPS_FIRST, SKIPS_MORE = 0.015, 0.012  # chance to leave a question out: on the first page, and more per further page
ELSEWHERE = 0.03  # share of people who live in none of the towns


class Deck:
    """Gives the texts of each question in random order and shuffles anew only when all have been used."""

    def __init__(self, texts: Mapping[str, Sequence[str]], chance: random.Random) -> None:
        self._texts, self._chance, self._left = texts, chance, dict[str, list[str]]()

    def draw(self, question: str) -> str | None:
        """The next text for a question; None when there is none at all."""
        if not self._left.get(question):
            self._left[question] = list(self._texts.get(question, ()))
            self._chance.shuffle(self._left[question])
        return self._left[question].pop() if self._left[question] else None


def respondents(questionnaire_definition: Definition, count: int, chance: random.Random) -> Iterator[Form]:
    """Completed forms of `count` invented people.

    :param questionnaire_definition: the parsed questionnaire file
    :param chance: the source of randomness; the same seed gives the same people
    :returns: form fields (`q.<key>`, `q.<key>.other`) with their values, only of pages the person came to see
    """
    deck = Deck(json.loads(TEXTS_FILE.read_text(encoding="utf-8")), chance)
    for _ in range(count):
        yield Person(questionnaire_definition, deck, chance).form()


class Person:
    """One invented person on the way through the questionnaire."""

    def __init__(self, definition: Definition, deck: Deck, chance: random.Random) -> None:
        self._definition, self._deck, self._chance = definition, deck, chance
        self._talkative = chance.random() < TALKATIVE
        self._answers: dict[str, list[str]] = {}
        self._form: Form = {}

    def form(self) -> Form:
        """Answers page after page and gives the filled-in fields."""
        for number, page in enumerate(self._definition["pages"]):
            if holds(page.get("condition"), self._answers):
                for question in page["questions"]:
                    self._answer(question, SKIPS_FIRST + SKIPS_MORE * number)
        return self._form

    def _answer(self, question: Definition, skips: float) -> None:
        answer = ANSWERING.get(question["kind"])
        if answer is None or self._chance.random() < skips:
            return
        declines = question.get("no_answer") and self._chance.random() < DECLINES
        if values := ["no_answer"] if declines else answer(self, question):
            self._answers[question["key"]] = self._form[f"q.{question['key']}"] = values

    def _groups(self) -> frozenset[str]:
        return frozenset(value for key in ("town", "age", "gender") for value in self._answers.get(key, ()))

    def _pick(self, question: Definition, options: Sequence[str], how_many: int) -> list[str]:
        left, picked = self._weights(question["key"], options), list[str]()
        while left and len(picked) < how_many:
            choice = self._chance.choices(list(left), list(left.values()))[0]
            picked.append(choice)
            del left[choice]
        return [option for option in options if option in picked]

    def _weights(self, key: str, options: Sequence[str]) -> dict[str, float]:
        rows = self._definition["dimensions"].get(key, {}).get("rows", ())
        population = {option: row.get("population", 0) for row in rows for option in row["options"]}
        if key in {"town", "age"} and population:
            elsewhere = ELSEWHERE * sum(population.values())
            return {option: population.get(option, elsewhere) * WILLINGNESS.get(option, 1.0) for option in options}
        return {option: weight(key, option, self._groups()) for option in options}

    def _with_other(self, question: Definition, picked: list[str], most: int) -> list[str]:
        if not (question.get("other") and self._talkative and self._chance.random() < ADDS_OTHER):
            return picked
        text = self._deck.draw(question["key"])
        if text is None:
            return picked
        self._form[f"q.{question['key']}.other"] = [text]
        return [*picked[: most - 1], "other"]

    def one(self, question: Definition) -> list[str]:
        """Picks one option."""
        return self._with_other(question, self._pick(question, keys(question), 1), 1)

    def several(self, question: Definition) -> list[str]:
        """Picks as many options as are allowed, or fewer."""
        options = keys(question)
        least, most = max(1, question.get("min", 0)), question.get("max", len(options))
        how_many = self._chance.choices(range(least, most + 1), range(1, most - least + 2))[0]
        return self._with_other(question, self._pick(question, options, how_many), most)

    def point(self, question: Definition) -> list[str]:
        """Picks a point of a scale."""
        return self._pick(question, [str(point) for point in range(1, question["points"] + 1)], 1)

    def words(self, question: Definition) -> list[str]:
        """Writes something, if this is a person who writes."""
        if not self._talkative or self._chance.random() > WRITES:
            return []
        text = self._deck.draw(question["key"])
        return [] if text is None else [text[: question["max_length"]]]


ANSWERING: dict[str, Callable[[Person, Definition], list[str]]] = {
    "single_choice": Person.one,
    "multiple_choice": Person.several,
    "scale": Person.point,
    "short_text": Person.words,
    "long_text": Person.words,
}


def keys(question: Definition) -> list[str]:
    """The keys of a question's options, in order."""
    return [option["key"] for option in question["options"]]


def holds(condition: Definition | None, answers: Mapping[str, Sequence[str]]) -> bool:
    """Whether a person with these answers comes to see a page with this condition; without one, always."""
    if condition is None:
        return True
    if "all" in condition:
        return all(holds(part, answers) for part in condition["all"])
    if "any" in condition:
        return any(holds(part, answers) for part in condition["any"])
    given = answers.get(condition["question"], ())
    points = [int(value) for value in given if value.isdecimal()]
    tests: dict[str, Callable[[Any], bool]] = {
        "is": lambda wanted: list(given) == [wanted],
        "includes": lambda wanted: wanted in given,
        "at_least": lambda least: any(point >= least for point in points),
        "at_most": lambda most: any(point <= most for point in points),
        "answered": lambda wanted: bool(given) is wanted,
    }
    return all(test(condition[name]) for name, test in tests.items() if name in condition)
