"""The journey at the desk: from the last answer to what everybody can read."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.answering import answer_everything
from tests.browser.conftest import Opener, SignIn
from tests.browser.looking import findings
from tests.browser.serving import Place, served

DESK = (1280, 900)
TITLE = "Digitaltag 2026: Wie soll unser Kreis digital werden?"


@pytest.fixture
def ending_county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """An example county whose survey may be closed: it serves nobody else."""
    with served(tmp_path_factory.mktemp("ending")) as place:
        yield place


def test_from_the_last_answer_to_the_published_result(
    ending_county: Place, browse: Opener, sign_in_at: SignIn, axe: str
) -> None:
    phone = browse(ending_county, "/u/digi26")
    answer_everything(phone)

    office = sign_in_at(ending_county, "coordinator", DESK)
    office.get_by_role("link", name="Umfragen", exact=True).click()
    office.get_by_role("link", name=TITLE).first.click()
    survey = office.url
    expect(office.get_by_text("320 Antworten, auf Zehner abgerundet")).to_be_visible()
    office.get_by_role("link", name="Umfrage schließen").click()
    office.get_by_role("button", name="Endgültig schließen").click()
    expect(office.get_by_text("Die Umfrage ist geschlossen.")).to_be_visible()

    phone.goto("/u/digi26")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Diese Umfrage ist beendet")

    office.get_by_role("button", name="Nachfrist").click()
    office.goto(survey)
    office.get_by_role("link", name="Zu den Zusammenfassungen").click()
    office.locator("summary", has_text="Entwurf ziehen").click()
    office.get_by_role("button", name="Entwurf ziehen").click()
    expect(office.get_by_role("link", name="Zum Ergebnis")).to_be_visible()
    assert findings(office, axe) == []
    office.get_by_role("link", name="Zum Ergebnis").click()
    draft = office.url
    expect(office.get_by_text("Sie haben diesen Entwurf gezogen")).to_be_visible()
    expect(office.get_by_role("button", name="freigeben")).to_have_count(0)

    second = sign_in_at(ending_county, "reviewer", DESK)
    second.get_by_role("link", name=TITLE).first.click()
    assert second.url == draft
    expect(second.get_by_role("heading", name="Automatische Prüfung")).to_be_visible()
    second.get_by_role("button", name="Endgültig freigeben").click()
    expect(second.get_by_role("alert").or_(second.locator("#error-summary"))).to_be_visible()
    for point in second.get_by_role("group", name="Prüfliste").get_by_role("checkbox").all():
        point.check()
    second.get_by_role("button", name="Endgültig freigeben").click()
    expect(second.get_by_text("ist freigegeben").first).to_be_visible()

    reader = browse(ending_county, "/u/digi26")
    reader.get_by_role("link", name="Zum Ergebnis").click()
    expect(reader.get_by_role("heading", name="Wer hat mitgemacht")).to_be_visible()
    reader.goto("/handlungsfelder/e-government/")
    expect(reader.locator("main")).to_contain_text("Digitaltag 2026")
    expect(reader.locator("main svg").first).to_be_visible()
    reader.goto("/daten/pruefen")
    expect(reader.locator("main")).not_to_contain_text("Fehler")
