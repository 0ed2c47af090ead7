"""Before something is opened, the desk says whether it has ever been tried."""

from collections.abc import Callable

from participation.permissions import Role
from tests import factories
from tests.visiting import Visitor

SignIn = Callable[..., Visitor]
NEVER = "Noch nie geprobt"


def test_a_survey_that_nobody_tried_says_so_until_somebody_does(sign_in: SignIn) -> None:
    survey = factories.make_survey()
    visitor = sign_in(Role.COORDINATOR)
    page = f"/verwaltung/umfragen/{survey.public_id}/"
    places = ("/verwaltung/umfragen/", page, f"{page}oeffnen")
    for path in places:
        assert NEVER in visitor.visit(path).text, path
    factories.make_answers(survey, 1)
    for path in places:
        assert NEVER not in visitor.visit(path).text, path


def test_an_open_survey_needs_no_rehearsal_any_more(sign_in: SignIn) -> None:
    survey = factories.make_open_survey()
    visitor = sign_in(Role.COORDINATOR)
    for path in ("/verwaltung/umfragen/", f"/verwaltung/umfragen/{survey.public_id}/"):
        assert NEVER not in visitor.visit(path).text


def test_the_rehearsal_leads_to_what_would_be_published(sign_in: SignIn) -> None:
    survey = factories.make_survey()
    page = sign_in(Role.EDITOR).visit(f"/verwaltung/umfragen/{survey.public_id}/")
    assert page.links["welche Tabellen und Zeilen bei wie vielen Antworten erscheinen"] == "#outlook"
    assert page.root.find(".//section[@id='outlook']") is not None
