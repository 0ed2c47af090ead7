"""A GET from a mail never changes anything: mail gateways open every address in every mail, some of them twice."""

import re
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from sqlalchemy import select

from participation.extensions import db
from participation.mail.kinds import mail_kinds
from participation.mail.models import Mail
from participation.mail.sealing import Letter, open_letter
from tests.mail.examples import EXAMPLES
from tests.test_routes import everything
from tests.visiting import Visitor, held, text_of

HOME = "http://localhost:8000"
ADDRESS = re.compile(r"https?://[^\s<>\"]+")


def queued(kind: str) -> list[Letter]:
    """The letters of that kind in the outbox, as they would be sent."""
    mails = db.session.scalars(select(Mail).where(Mail.kind == kind)).all()
    return [open_letter(mail.public_id, mail.sealed) for mail in mails]


def paths(letter: Letter) -> list[str]:
    """Every address that the letter holds, in its text, its headers and its calendar, as paths of ours."""
    calendar = (letter.calendar or b"").decode().replace("\r\n ", "")
    text = " ".join([letter.body or "", letter.leave_url or "", calendar])
    found = [urlsplit(address.rstrip(".,;)")) for address in ADDRESS.findall(text)]
    return list(dict.fromkeys(parts._replace(scheme="", netloc="").geturl() for parts in found))


def test_every_kind_of_mail_has_an_example(app: Flask) -> None:
    assert set(EXAMPLES) == set(mail_kinds())


@pytest.mark.parametrize("kind", sorted(EXAMPLES))
def test_addresses_in_mails_change_nothing_until_their_button_is_pressed(app: Flask, kind: str) -> None:
    example = EXAMPLES[kind]
    example.make()
    letters = queued(kind)
    assert letters, f"the example of {kind} queued no mail"
    before = everything()
    for path in [path for letter in letters for path in paths(letter)]:
        for _ in range(3):
            for method in (Visitor(app).client.get, Visitor(app).client.head):
                assert method(path).status_code in (200, 302), f"{kind}: {path}"
    assert everything() == before
    if example.opens:
        for path in [path for letter in letters for path in paths(letter) if path.startswith(example.opens)]:
            press(app, path, example.button)
    for letter in letters:
        leave(app, letter)


def press(app: Flask, path: str, button: str) -> None:
    """The link still does what it is for, by its button."""
    before = everything()
    page = Visitor(app).visit(path)
    forms = [form for form in page.forms() if button in text_of(form)]
    assert forms, f"no button {button!r} on {path}"
    address = urljoin(path, forms[0].get("action") or "")
    assert page.visitor.client.post(address, data=dict(held(forms[0]))).status_code in (200, 302)
    assert everything() != before, f"the button of {path} did nothing"


def leave(app: Flask, letter: Letter) -> None:
    """The one click of RFC 8058: a POST of a mail program, which has no cookies and saw no page."""
    if letter.leave_url is None:
        return
    before = everything()
    path = letter.leave_url.removeprefix(HOME)
    assert Visitor(app).client.post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert everything() != before, "leaving did nothing"


def test_every_one_time_link_is_in_its_mail(app: Flask) -> None:
    for kind, example in EXAMPLES.items():
        if example.opens:
            example.make()
            found = [path for letter in queued(kind) for path in paths(letter)]
            assert any(path.startswith(example.opens) for path in found), f"{kind}: no {example.opens} among {found}"
