"""Can noise be averaged away by asking for the same release again and again, in every form there is?"""

import random
import re
from collections import defaultdict
from collections.abc import Callable
from fractions import Fraction

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from participation.disclosure.noise import two_sided_geometric
from participation.disclosure.release import draw
from participation.summaries.models import Release
from tests.attacks.releases import SOURCE, finished, released
from tests.sizes import size

REQUESTS = size(10_000)
PEOPLE = 400
LANGUAGES = ("de", "en", "de-simple", "tr", "uk", "ar")
FILTERS = ("town", "age", "filter", "format", "page", "seite", "n", "seed", "workstream", "von", "bis", "v", "")
CELL = re.compile(r"<td[^>]*>(.*?)</td>", re.DOTALL)


def numbers_in(response: TestResponse) -> tuple[str, ...]:
    """The numbers a reader is given: of a file every byte, of a page what its tables show."""
    if response.mimetype != "text/html":
        return (response.text,)
    cells = (re.sub(r"<[^>]*>", " ", cell) for cell in CELL.findall(response.text))
    return tuple(number for cell in cells for number in re.findall(r"\d+", re.sub(r"(?<=\d)[.,\s](?=\d{3})", "", cell)))


def addresses(release: Release, slug: str) -> list[str]:
    """Wherever the release can be read."""
    return [f"/daten/{release.public_id}{form}" for form in ("", ".json", ".csv")] + [f"/umfragen/{slug}/ergebnis"]


def ask(app: Flask, address: str, chance: random.Random) -> TestResponse:
    """One request with a query and headers drawn by chance."""
    query = "&".join(f"{chance.choice(FILTERS)}={chance.randrange(10**6)}" for _ in range(chance.randrange(4)))
    headers = {
        "Accept-Language": chance.choice([*LANGUAGES, "fr", "*", ""]),
        "Accept": chance.choice(["*/*", "application/json", "text/csv", "text/html"]),
        "Cache-Control": chance.choice(["no-cache", ""]),
        "X-Forwarded-For": f"203.0.113.{chance.randrange(256)}",
    }
    return app.test_client().get(f"{address}?sprache={chance.choice(LANGUAGES)}&{query}", headers=headers)


def different(ask_once: Callable[[str], tuple[str, ...]], places: list[str], chance: random.Random) -> int:
    """How many different sets of numbers the most talkative address gives away."""
    seen: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    for _ in range(REQUESTS):
        place = chance.choices(places, [1, 4, 4, 1])[0]  # files are cheap to ask for
        seen[place].add(ask_once(place))
    assert set(seen) == set(places)
    return max(map(len, seen.values()))


@pytest.mark.attack
def test_every_request_gives_the_same_numbers(app: Flask) -> None:
    survey = finished(PEOPLE)
    places, chance = addresses(released(survey), survey.slug), random.Random(7)

    def once(place: str) -> tuple[str, ...]:
        response = ask(app, place, chance)
        assert response.status_code == 200, response.text[:500]
        found = numbers_in(response)
        assert found, f"{place} shows numbers"
        return found

    assert different(once, places, chance) == 1


@pytest.mark.attack
def test_control_noise_drawn_for_each_request_is_averaged_away(app: Flask) -> None:
    survey = finished(PEOPLE)
    plan, aggregate = SOURCE.plan(survey.public_id), SOURCE.aggregate(survey.public_id)
    true = aggregate.tables["town", None]["county"].cells["herten"]
    asked = [draw(plan, aggregate, two_sided_geometric).dump() for _ in range(100)]
    assert len(set(asked)) > 90
    answers = [true + two_sided_geometric(Fraction(1)) for _ in range(2_000)]
    assert abs(sum(answers) / len(answers) - true) < 0.5, "the mean of fresh noise is the true count"
