"""Passkeys in a real browser: its own authenticator makes them and answers with them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Opener, SignIn
from tests.browser.serving import Place, served

DESK = (1280, 900)
REFUSAL = "Dieser Passkey gehört zu keinem Konto hier"



@pytest.fixture(scope="module")
def guarded_county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """An example county whose people set up passkeys: it serves nobody else."""
    with served(tmp_path_factory.mktemp("guarded")) as place:
        yield place


def plug_in(page: Page, *, verifies: bool = True) -> tuple[object, str]:
    """Gives the page's browser an authenticator of its own, with a finger that is always right, or never."""
    wire = page.context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": verifies,
        "automaticPresenceSimulation": True,
    }
    return wire, wire.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]


def set_up(page: Page, name: str) -> None:
    """Sets a passkey up on the page of one's own account."""
    page.goto("/konto/passkeys/neu")
    page.get_by_label("Wie Sie ihn nennen").fill(name)
    page.get_by_role("button", name="Passkey einrichten").click()


def leave(context: BrowserContext) -> None:
    """Loses the cookie, not the passkey."""
    context.clear_cookies()


def test_from_setting_it_up_to_signing_in_with_it_and_taking_it_away(
    guarded_county: Place, sign_in_at: SignIn
) -> None:
    page = sign_in_at(guarded_county, "coordinator", DESK)
    plug_in(page)
    set_up(page, "Diensthandy")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ihre Notfallcodes")
    assert page.locator(".emergency-codes li").count() == 10
    page.get_by_role("link", name="Ich habe sie, weiter").click()
    expect(page.get_by_role("row", name="Diensthandy")).to_contain_text("noch nicht")

    leave(page.context)
    page.goto("/konto/anmelden?next=/konto/")
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    expect(page).to_have_url(f"{guarded_county.base}/konto/")
    expect(page.get_by_role("row", name="Diensthandy")).not_to_contain_text("noch nicht")

    page.locator("summary", has_text="Entfernen").click()
    page.get_by_role("button", name="Entfernen").click()
    expect(page.get_by_text("Der Passkey ist entfernt.")).to_be_visible()
    leave(page.context)
    page.goto("/konto/anmelden")
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    expect(page.get_by_text(REFUSAL)).to_be_visible()


def test_an_answer_opens_one_door_once(guarded_county: Place, sign_in_at: SignIn) -> None:
    page = sign_in_at(guarded_county, "editor", DESK)
    plug_in(page)
    set_up(page, "Rechner")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ihre Notfallcodes")
    leave(page.context)
    page.goto("/konto/anmelden")
    sent: list[str] = []
    page.on("request", lambda asked: sent.append(asked.post_data or "") if asked.method == "POST" else None)
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    expect(page).to_have_url(f"{guarded_county.base}/verwaltung/")

    page.goto("/konto/anmelden")  # the token of the form belongs to the session, which is a new one
    token = page.locator("input[name=csrf_token]").first.input_value()
    sent[0] = "&".join(f"csrf_token={token}" if part.startswith("csrf_token=") else part for part in sent[0].split("&"))
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert REFUSAL in page.request.post("/konto/anmelden/passkey", data=sent[0], headers=form).text()


def test_a_device_that_does_not_know_its_owner_is_not_enough(guarded_county: Place, sign_in_at: SignIn) -> None:
    page = sign_in_at(guarded_county, "administrator", DESK)
    plug_in(page, verifies=False)
    set_up(page, "Fremdes Handy")
    expect(page.get_by_text("Ihr Gerät hat nicht bestätigt.")).to_be_visible()
    page.goto("/konto/")
    expect(page.get_by_role("row", name="Fremdes Handy")).to_have_count(0)


def test_without_script_the_other_ways_stay(guarded_county: Place, browse: Opener) -> None:
    page = browse(guarded_county, "/konto/anmelden", script=False)
    expect(page.get_by_role("button", name="Anmelden", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Mit Passkey anmelden")).to_be_hidden()
