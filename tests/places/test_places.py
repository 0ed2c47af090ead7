"""A page for the county and each town: what is open there, what its people answered, what is done, whom to ask."""

from datetime import timedelta

from participation.clock import now
from participation.extensions import db
from participation.kit.former_slugs.actions import keep_leading
from participation.organisations.models import Organisation
from participation.summaries.reading import read_group
from surveys.actions import open_survey
from tests import factories
from tests.disclosure.county import POPULATION
from tests.summaries.county_source import CountySource
from tests.summaries.steps import drawn, released
from tests.visiting import Visitor

LARGEST, UNKNOWN = f"t{POPULATION.index(max(POPULATION))}", "05562999"


def make_town(name: str = "Marl", ags: str | None = None) -> Organisation:
    """A town of the county."""
    town = factories.make_organisation(name, parent=factories.make_county())
    town.ags, town.website = ags, "https://www.example.org/stadt"
    db.session.commit()
    return town


def test_all_places_are_listed_and_councils_are_not(visitor: Visitor) -> None:
    town = make_town("Haltern am See")
    factories.make_organisation("Integrationsrat", parent=town, kind="council")
    page = visitor.visit("/orte/")
    assert "Beispielkreis" in page.text
    assert "Integrationsrat" not in page.text
    assert page.follow("Haltern am See").h1 == "Haltern am See"
    visitor.visit("/orte/nirgends/", 404)


def test_an_instance_without_places_says_so(visitor: Visitor) -> None:
    assert "noch kein Ort" in visitor.visit("/orte/").text


def test_a_town_shows_its_own_and_the_countys_surveys_and_no_other_towns(visitor: Visitor) -> None:
    marl, herten = make_town("Marl"), make_town("Herten")
    for owner in (marl, herten, factories.make_county()):
        survey = factories.make_survey(organisation=owner)
        open_survey(survey, None, now() - timedelta(days=1))
        survey.title = {"de": f"Fragen von {owner.name}"}
    db.session.commit()
    text = visitor.visit(f"/orte/{marl.slug}/").text
    assert "Fragen von Marl" in text
    assert "Fragen von Beispielkreis" in text
    assert "Fragen von Herten" not in text
    assert "Fragen von Marl" not in visitor.visit(f"/orte/{factories.make_county().slug}/").text


def test_where_nothing_is_open_the_page_says_so(visitor: Visitor) -> None:
    page = visitor.visit(f"/orte/{make_town().slug}/")
    assert "zurzeit nichts offen" in page.text
    assert "noch kein Ergebnis" in page.text


def test_only_measures_of_the_town_stand_there(visitor: Visitor) -> None:
    own, other = factories.make_measure(organisation=make_town()), factories.make_measure()
    page = visitor.visit(f"/orte/{own.organisation.slug}/")
    assert page.follow(own.title["de"]).h1 == own.title["de"]
    assert other.title["de"] not in page.text


def test_figures_of_a_town_stand_beside_the_countys_only_where_a_release_shows_them(
    visitor: Visitor, source: CountySource
) -> None:
    release = released(source)
    shown, hidden = make_town("Große Stadt", LARGEST), make_town("Kleine Stadt", UNKNOWN)
    figures = read_group(release.json_bytes, "de", "town", LARGEST)
    assert {one.key for one in figures} <= {"trust", "uses"}
    assert figures
    page = visitor.visit(f"/orte/{shown.slug}/")
    assert "Alle Zahlen für Große Stadt" in page.text
    assert figures[0].chart.bars[0].text in page.text
    assert page.follow(release.title["de"]).path == f"/daten/{release.public_id}"
    text = visitor.visit(f"/orte/{hidden.slug}/").text
    assert "Alle Zahlen" not in text
    assert "keine Zahlen für Kleine Stadt" in text


def test_results_of_other_towns_stay_with_them(visitor: Visitor, source: CountySource) -> None:
    marl, herten = make_town("Marl"), make_town("Herten")
    released(source, drawn(source, source.add(herten, "Nur Herten")))
    assert "Nur Herten" in visitor.visit(f"/orte/{herten.slug}/").text
    assert "Nur Herten" not in visitor.visit(f"/orte/{marl.slug}/").text


def test_only_people_who_agreed_are_named(visitor: Visitor) -> None:
    town = make_town()
    factories.make_contact(town, "Toni Offen")
    factories.make_contact(town, "Robin Still", published=False)
    text = visitor.visit(f"/orte/{town.slug}/").text
    assert "Toni Offen" in text
    assert "02365 1" in text
    assert "Robin Still" not in text


def test_an_earlier_name_leads_on(visitor: Visitor) -> None:
    town = make_town()
    keep_leading("organisation", town.public_id, "frueher", town.slug)
    db.session.commit()
    assert visitor.get("/orte/frueher/", 301).headers["Location"] == f"/orte/{town.slug}/"


def test_queries_do_not_grow_with_what_there_is(visitor: Visitor, source: CountySource, statements: list[str]) -> None:
    town, source.n = make_town(), 60

    def with_more(number: int) -> int:
        for _ in range(number):
            factories.make_measure(organisation=town)
            factories.make_contact(town)
            make_town()
        statements.clear()
        visitor.visit(f"/orte/{town.slug}/")
        visitor.visit("/orte/")
        return len(statements)

    for _ in range(4):
        released(source)
    few = with_more(2)
    assert with_more(12) == few
    assert "Leben im Kreis" in visitor.visit(f"/orte/{town.slug}/?seite=2").text
