"""Pages that only mails and the outbox lead to, under the eyes of axe, on a phone and at the narrowest."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask

from participation import create_app
from participation.accounts.actions import invite
from participation.clock import now
from participation.config import read_settings
from participation.extensions import db
from participation.following.actions import subscribe
from participation.following.followables import followable
from participation.mail.models import Mail
from participation.mail.sealing import open_letter
from participation.organisations.queries import county as whole_county
from participation.permissions import Role
from participation.workstreams.models import Workstream
from tests.browser.conftest import Opener, SignIn
from tests.browser.serving import Place
from tests.browser.test_every_page import DESK, flaws

LINK = re.compile(r"/folgen/bestaetigen/\S+")


@pytest.fixture
def beside(county: Place) -> Iterator[Flask]:
    """An application on the server's data, with its secret."""
    app = create_app(read_settings({"PARTICIPATION_DATA_DIR": str(county.folder / "data")}))
    yield app
    with app.app_context():
        db.engine.dispose()


def paths_of_a_follower(app: Flask) -> list[str]:
    """Somebody asks to follow; the pages that this leads to, those in the mail included."""
    with app.app_context():
        workstream = db.session.query(Workstream).order_by(Workstream.id).first()
        assert workstream is not None
        thing = followable("workstream", workstream.public_id)
        assert thing is not None
        subscribe("workstream", workstream.public_id, thing, "muster@example.org", "de", now())
        db.session.commit()
        mail = db.session.query(Mail).order_by(Mail.id.desc()).first()
        assert mail is not None
        letter = open_letter(mail.public_id, mail.sealed)
        link = LINK.search(letter.body or "")
        assert link is not None
        assert letter.leave_url is not None
        leave = "/folgen/abmelden/" + letter.leave_url.rpartition("/")[2]
        return [f"/folgen/workstream/{workstream.public_id}", "/folgen/angefragt", leave, link[0]]


def test_following(county: Place, beside: Flask, browse: Opener, axe: str) -> None:
    paths = paths_of_a_follower(beside)
    page = browse(county, "/")
    for path in paths:
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        assert flaws(page, axe) == [], path
    page.get_by_role("button", name="Bestätigen").click()
    assert page.locator("h1").inner_text() == "Sie folgen jetzt"
    assert flaws(page, axe) == []


def test_one_mail(county: Place, sign_in_at: SignIn, axe: str) -> None:
    page = sign_in_at(county, "coordinator", DESK)
    page.goto("/verwaltung/post/")
    page.get_by_role("button", name="Probemail schicken").click()
    assert page.locator(".mail-text").is_visible()
    assert flaws(page, axe) == []


def test_an_invitation(county: Place, beside: Flask, browse: Opener, axe: str) -> None:
    with beside.app_context():
        organisation = whole_county()
        assert organisation is not None
        secret = invite("neu@example.org", "Neue Kollegin", Role.EDITOR, organisation, None, now())[1]
        db.session.commit()
    page = browse(county, f"/konto/einladung/{secret}")
    assert page.get_by_role("main").get_by_role("button").count() == 1
    assert flaws(page, axe) == []
