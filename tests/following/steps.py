"""Steps of people who follow something."""

import re

from flask import Flask

from participation.clock import now
from participation.extensions import db
from participation.following import actions
from participation.following.rules import News
from participation.workstreams.models import Workstream
from tests.mail_server import Mailbox, body_of
from tests.visiting import Page, Visitor

ADDRESS = "frau.muster@example.org"
LINK = re.compile(r"http://localhost:8000(/folgen/\S+)")


def asked(app: Flask, workstream: Workstream, address: str = ADDRESS) -> Page:
    """Somebody asks on the page of the workstream to be told what is new."""
    page = Visitor(app).visit(f"/handlungsfelder/{workstream.slug}/")
    return page.submit({"email": address}, button="Folgen", status=302)


def link_in(mailbox: Mailbox) -> str:
    """The path of the first link to us in the newest mail."""
    found = LINK.search(body_of(mailbox.deliver()[-1]))
    assert found is not None
    return found[1]


def followed(app: Flask, mailbox: Mailbox, workstream: Workstream, address: str = ADDRESS) -> None:
    """Somebody follows the workstream for certain."""
    asked(app, workstream, address)
    Visitor(app).visit(link_in(mailbox)).submit(button="Bestätigen")


def happened(kind: str, public_id: str, event: str, title: str = "Es ist etwas geschehen") -> None:
    """Something to tell."""
    actions.tell_followers(kind, public_id, News(event, {"de": title, "en": title}), now())
    db.session.commit()


def told(mailbox: Mailbox) -> list[tuple[str, str]]:
    """Receiver and text of the mails that are sent now."""
    before = len(mailbox.server.arrived())
    actions.tell(now())
    return [(str(mail["To"]), body_of(mail)) for mail in mailbox.deliver()[before:]]
