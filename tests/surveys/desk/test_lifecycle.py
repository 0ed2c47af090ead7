"""A survey's page at the desk: from preparation to the last answer, and who may do what."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from participation.accounts.models import AuditLine
from participation.extensions import db
from participation.permissions import Role
from surveys.answering.state import state
from surveys.answering.trial import PARAMETER
from surveys.models import Answer, Survey
from surveys.rules import SurveyStatus
from tests.conftest import START
from tests.factories import (
    make_answers,
    make_closed_survey,
    make_county,
    make_instance,
    make_open_survey,
    make_organisation,
    make_poster,
    make_settled_survey,
    make_survey,
)
from tests.surveys.desk.test_lists import DIGITALTAG
from tests.visiting import Visitor

SignIn = Callable[..., Visitor]


def address(survey: Survey, rest: str = "") -> str:
    return f"/verwaltung/umfragen/{survey.public_id}/{rest}"


def fresh(survey: Survey) -> Survey:
    db.session.refresh(survey)
    return survey


def actions_of(survey: Survey) -> list[str]:
    return [line.action for line in db.session.query(AuditLine).filter_by(subject_id=survey.public_id)]


@pytest.mark.parametrize("make", [make_survey, make_open_survey, make_closed_survey, make_settled_survey])
@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR])
@pytest.mark.parametrize("language", ["de", "en"])
def test_the_page_stands_in_every_state_for_every_role(
    sign_in: SignIn, make: Callable[[], Survey], role: Role, language: str
) -> None:
    page = sign_in(role).visit(address(make(), f"?sprache={language}"))
    assert page.h1 == {"de": "Kleine Umfrage", "en": "Small survey"}[language]
    assert ("umfrage öffnen" in page.text.lower()) == (
        make is make_survey and role is Role.COORDINATOR and language == "de"
    )


def test_the_digitaltag_shows_check_languages_and_forecast(sign_in: SignIn) -> None:
    page = sign_in(Role.EDITOR).visit(address(make_survey(DIGITALTAG)))
    for said in ("Українська", "vollständig", "Dem Öffnen steht nichts im Weg.", "1.000 Antworten", "10 von 10"):
        assert said in page.text


def test_other_towns_see_nothing(sign_in: SignIn) -> None:
    survey = make_survey(organisation=make_organisation("Marl", parent=make_county()))
    sign_in(Role.EDITOR, make_organisation("Herten", parent=make_county())).visit(address(survey), status=403)


def test_an_unknown_survey_is_not_found(sign_in: SignIn) -> None:
    sign_in(Role.COORDINATOR).visit("/verwaltung/umfragen/abcdefghij/", status=404)


def test_rehearsal_doors_lead_to_the_real_addresses(sign_in: SignIn, visitor: Visitor) -> None:
    survey = make_survey()
    poster = make_poster(survey, "Rathaus")
    page = sign_in(Role.EDITOR).visit(address(survey))
    doors = [href for href in page.links.values() if PARAMETER in href]
    links = [a.get("href", "") for a in page.root.iter("a") if PARAMETER in a.get("href", "")]
    assert doors
    assert {link.split("8000", 1)[1].split("?")[0] for link in links} == {
        f"/umfragen/{survey.slug}/",
        f"/u/{poster.code}",
    }
    for link in links:
        assert visitor.visit(link.split("8000", 1)[1]).h1
    assert PARAMETER not in sign_in(Role.REVIEWER).get(address(survey)).text


def test_dates_are_announced(sign_in: SignIn) -> None:
    survey = make_survey()
    first, last = START.date() + timedelta(days=3), START.date() + timedelta(days=17)
    page = sign_in(Role.EDITOR).visit(address(survey))
    page.submit({"opens_on": first.isoformat(), "closes_on": last.isoformat()}, button="Termine speichern", status=302)
    assert (fresh(survey).opens_on, survey.closes_on) == (first, last)
    assert "set_survey_dates" in actions_of(survey)


@pytest.mark.parametrize(
    ("opens_on", "closes_on", "said"),
    [
        ("", "2026-06-25", "Dieser Tag ist schon vorbei."),
        ("2026-07-02", "2026-07-01", "Der letzte Tag liegt vor dem ersten."),
        ("morgen", "", ""),
    ],
)
def test_impossible_dates_are_refused_beside_the_field(
    sign_in: SignIn, opens_on: str, closes_on: str, said: str
) -> None:
    survey = make_survey()
    page = sign_in(Role.EDITOR).visit(address(survey, "?sprache=de"))
    shown = page.submit({"opens_on": opens_on, "closes_on": closes_on}, button="Termine speichern", status=422)
    assert said in shown.text
    assert shown.root.find(".//input[@aria-invalid='true']") is not None
    assert fresh(survey).closes_on is None


def test_editors_do_not_end_an_open_survey_by_its_date(sign_in: SignIn) -> None:
    survey = make_open_survey()
    editor = sign_in(Role.EDITOR)
    token = editor.visit(address(make_survey())).root.find(".//input[@name='csrf_token']")
    assert token is not None
    fields = {"closes_on": START.date().isoformat(), "csrf_token": token.get("value", "")}
    editor.post(address(survey, "termine"), fields, 403)
    assert fresh(survey).closes_on is None


def test_the_opening_day_of_an_open_survey_stays(sign_in: SignIn) -> None:
    survey = make_open_survey()
    survey.opens_on = date(2026, 1, 5)
    db.session.commit()
    page = sign_in(Role.COORDINATOR).visit(address(survey))
    page.submit({"closes_on": "2026-07-10"}, button="Termine speichern", status=302)
    assert (fresh(survey).opens_on, survey.closes_on) == (date(2026, 1, 5), date(2026, 7, 10))


def test_opening_says_what_it_does_and_erases_the_rehearsal(sign_in: SignIn, visitor: Visitor) -> None:
    survey = make_survey()
    make_answers(survey, 12)
    question = sign_in(Role.COORDINATOR).visit(address(survey)).follow("Umfrage öffnen")
    assert "rund 10" in question.text
    assert "Wo wohnen Sie?" in question.text
    question.submit(button="Jetzt öffnen", status=302)
    assert fresh(survey).status == SurveyStatus.OPEN
    assert db.session.query(Answer).count() == 0
    assert visitor.visit(f"/umfragen/{survey.slug}/").forms()
    assert "open_survey" in actions_of(survey)


def test_a_survey_with_faults_is_not_opened(sign_in: SignIn) -> None:
    survey = make_survey()
    assert survey.version is not None
    survey.version.definition = survey.version.definition.replace('"en":"Where do you live?",', "").replace(
        ',"en":"Where do you live?"', ""
    )
    db.session.commit()
    page = sign_in(Role.COORDINATOR).visit(address(survey, "oeffnen"))
    assert "pages[0].questions[0].text" in page.text
    assert not page.forms()


@pytest.mark.parametrize("path", ["oeffnen", "schliessen", "nachfrist-beenden"])
@pytest.mark.parametrize("role", [Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR])
def test_only_the_coordination_opens_and_closes(sign_in: SignIn, role: Role, path: str) -> None:
    survey = make_survey()
    visitor = sign_in(role)
    token = visitor.visit("/verwaltung/").root.find(".//input[@name='csrf_token']")
    assert token is not None
    visitor.post(address(survey, path), {"csrf_token": token.get("value", "")}, 403)
    assert fresh(survey).status == SurveyStatus.PREPARING


def test_opening_twice_is_refused_in_words(sign_in: SignIn) -> None:
    survey = make_survey()
    visitor = sign_in(Role.COORDINATOR)
    page = visitor.visit(address(survey, "oeffnen"))
    page.submit(button="Jetzt öffnen", status=302)
    assert "Nur eine Umfrage in Vorbereitung" in page.submit(button="Jetzt öffnen", status=409).text
    assert "bereits geöffnet" in visitor.visit(address(survey, "oeffnen")).text


def test_closing_says_until_when_forms_are_taken(sign_in: SignIn, visitor: Visitor) -> None:
    survey = make_open_survey()
    question = sign_in(Role.COORDINATOR).visit(address(survey)).follow("Umfrage schließen")
    assert "27.06.2026, 10:00 Uhr" in question.text
    page = question.submit(button="Endgültig schließen", status=302)
    assert fresh(survey).status == SurveyStatus.CLOSED
    assert "27.06.2026, 10:00 Uhr" in page.text
    assert "beendet" in visitor.visit(f"/umfragen/{survey.slug}/").text


def test_the_demonstration_need_not_wait(sign_in: SignIn) -> None:
    make_instance().demo = True
    db.session.commit()
    survey = make_closed_survey(START)
    page = sign_in(Role.COORDINATOR).visit(address(survey)).submit(button="Nachfrist jetzt beenden", status=302)
    assert fresh(survey).status == SurveyStatus.SETTLED
    assert "kann jetzt zusammengefasst werden" in page.text


def test_in_earnest_there_is_no_such_button(sign_in: SignIn) -> None:
    survey = make_closed_survey(START)
    visitor = sign_in(Role.COORDINATOR)
    page = visitor.visit(address(survey))
    assert "Nachfrist jetzt beenden" not in page.text
    token = page.root.find(".//input[@name='csrf_token']")
    assert token is not None
    visitor.post(address(survey, "nachfrist-beenden"), {"csrf_token": token.get("value", "")}, 404)
    assert fresh(survey).status == SurveyStatus.CLOSED


def test_posters_lead_on_to_the_successor(sign_in: SignIn, visitor: Visitor) -> None:
    ended, following = make_settled_survey(), make_open_survey()
    poster = make_poster(ended)
    page = sign_in(Role.COORDINATOR).visit(address(ended))
    page.submit({"successor": following.public_id}, button="Speichern", status=302)
    assert fresh(ended).successor_id == following.id
    assert visitor.visit(f"/u/{poster.code}").forms()
    page.submit({"successor": ""}, button="Speichern", status=302)
    assert fresh(ended).successor_id is None


def test_a_survey_does_not_follow_itself(sign_in: SignIn) -> None:
    survey = make_open_survey()
    page = sign_in(Role.COORDINATOR).visit(address(survey))
    page.submit({"successor": survey.public_id}, button="Speichern", status=400)
    assert fresh(survey).successor_id is None


def test_nobody_sees_who_has_just_sent(sign_in: SignIn) -> None:
    """The count grows with whole batches only: with answers still in the spool, the moment of one could be seen."""
    survey = make_open_survey()
    make_answers(survey, 5)
    for number in range(6):
        state().writer.append(survey.public_id, b'{"attempt":"%d"}' % number)
    assert "10 Antworten" not in sign_in(Role.COORDINATOR).visit(address(survey)).text
