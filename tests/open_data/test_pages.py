"""The catalogue and the start page: what was released, when, with how many people."""

import pytest

from tests.factories import make_organisation
from tests.summaries.county_source import CountySource
from tests.summaries.steps import drawn, released
from tests.visiting import Visitor


def test_the_catalogue_leads_to_files_and_figures(source: CountySource, visitor: Visitor) -> None:
    release = released(source, drawn(source, source.add(make_organisation("Haan"), "Haan fragt")))
    page = visitor.visit("/daten/")
    assert "Haan fragt" in page.text
    assert "etwa 1.500" in page.text
    assert "05.06.2026 bis 26.06.2026" in page.text
    assert release.sha256[:16] in page.text
    assert page.links["CSV"] == f"/daten/{release.public_id}.csv"
    shown = page.follow("Haan fragt")
    assert release.sha256 in shown.text
    assert "nicht repräsentativ" in shown.text
    assert "Zum Schutz jeder Antwort hat der Zufall jede Zahl ein wenig verändert" in shown.text


def test_too_few_people_are_said_so(source: CountySource, visitor: Visitor) -> None:
    source.n = 30
    released(source)
    page = visitor.visit("/daten/")
    assert "unter 50" in page.text
    assert "weniger als 50 Menschen" in page.follow("Leben im Kreis").text


def test_the_newest_results_stand_on_the_start_page(source: CountySource, visitor: Visitor) -> None:
    assert "Was herauskam" not in visitor.visit("/").text
    for number in range(1, 5):
        released(source, drawn(source, source.add(title=f"Ergebnis {number}")))
    text = visitor.visit("/").text
    assert "Was herauskam" in text
    assert "Ergebnis 4" in text
    assert "Ergebnis 1" not in text


def test_an_empty_catalogue_says_so(visitor: Visitor) -> None:
    assert "Noch ist nichts veröffentlicht." in visitor.visit("/daten/").text
    assert "Noch ist nichts veröffentlicht." in visitor.visit("/daten/pruefen").text


@pytest.mark.parametrize("path", ["/daten/", "/daten/pruefen", "/"])
def test_pages_cost_the_same_for_one_and_for_many(
    source: CountySource, visitor: Visitor, statements: list[str], path: str
) -> None:
    source.n = 60
    counts = []
    for more in (1, 5):
        for _ in range(more):
            released(source)
        statements.clear()
        visitor.visit(path)
        counts.append(len(statements))
    assert counts[0] == counts[1]
