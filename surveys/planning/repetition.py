"""A survey once more, a year later: the name, titles and days that are proposed for it. Pure."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from participation.kit.repeating import in_year, shifted, weeks_on
from surveys.questionnaire import Questionnaire, Text, dump
from surveys.questionnaire.integrity import all_texts

LONGEST_SLUG = 80


@dataclass(frozen=True)
class Repetition:
    """What is new about a survey that is made after another one."""

    slug: str
    title: Mapping[str, str]
    opens_on: date | None
    closes_on: date | None


def proposed(
    questionnaire: Questionnaire, opened_on: date | None, closed_on: date | None, year: int, today: date
) -> Repetition:
    """The same weekdays as last time, a year or more later; name and titles with the year that the days fall in.

    ``year``: the one that the survey was made for, as its titles may name it.
    """
    first = opened_on or closed_on
    weeks = weeks_on(first, today) if first else 0
    opens_on, closes_on = (shifted(day, weeks) if day else None for day in (opened_on, closed_on))
    planned = opens_on or closes_on
    next_year = planned.year if planned else max(year + 1, today.year)
    slug = in_year(questionnaire.slug, year, next_year)
    if slug == questionnaire.slug:
        slug = f"{slug[: LONGEST_SLUG - 5].rstrip('-')}-{next_year}"
    texts = questionnaire.title
    title = {tag: in_year(texts[tag], year, next_year) for tag in questionnaire.languages if tag in texts}
    return Repetition(slug, title, opens_on, closes_on)


def repeated(questionnaire: Questionnaire, wanted: Repetition) -> bytes:
    """The questionnaire's file under its new name and titles; everything else stays word for word."""
    document = json.loads(dump(questionnaire))
    document |= {"slug": wanted.slug, "title": {**document["title"], **wanted.title}}
    return json.dumps(document, ensure_ascii=False).encode()


def naming_year(questionnaire: Questionnaire, year: int) -> Iterator[Text]:
    """The texts beside the title that name the year: somebody must look at them."""
    for path, text in all_texts(questionnaire):
        if path != "title" and any(in_year(words, year, year + 1) != words for words in text.values()):
            yield text
