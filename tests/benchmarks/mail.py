"""The suite of mail: a thousand mails through a server on this machine, with kills on the way, beside bare smtplib."""

import random
import smtplib
import time
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path

from tests.benchmarks.calm import wait_until_calm
from tests.benchmarks.figures import Figure
from tests.benchmarks.programs import load_county_into, place, workplace
from tests.conftest import MovableClock, make_app
from tests.faults.sending import arrivals, killed_after, queued, sent_to_the_end
from tests.faults.serving import Site
from tests.mail_server import FROM, MailServer

MAILS = 1_000
KILLS = 3


def measure() -> Iterator[Figure]:
    """Lost, doubled, and how many mails a second."""
    with workplace() as folder:
        where = place(folder, None, "mail")
        clock = MovableClock()
        app = make_app(where.database, where.folder, clock)
        load_county_into(app)
        site = Site(app, clock, where.database, where.folder)
        with MailServer(_own(folder, "killed")) as server:
            yield from _killed(site, server)
        with MailServer(_own(folder, "calm")) as server:
            wait_until_calm()
            with app.app_context():
                queued(MAILS)
            rate = MAILS / _seconds(lambda: sent_to_the_end(site, server))
        with MailServer(_own(folder, "bare")) as server:
            wait_until_calm()
            bare = MAILS / _seconds(lambda: _bare(server))
        yield Figure("mail: sent each second, from the worker's start on", rate, "mails/s", ">= 0.2", bare)


def _killed(site: Site, server: MailServer) -> Iterator[Figure]:
    chance = random.Random()
    with site.app.app_context():
        expected = queued(MAILS)
    for kill in range(1, KILLS + 1):
        killed_after(site, server, MAILS * kill // (KILLS + 1), chance)
    sent_to_the_end(site, server)
    found = arrivals(server)
    yield Figure(f"mail: lost of {MAILS} over {KILLS} kills", len(expected - set(found)), "mails", "<= 0")
    yield Figure(f"mail: doubled of {MAILS} over {KILLS} kills", sum(found.values()) - len(found), "mails", "<= 0")


def _bare(server: MailServer) -> None:
    with smtplib.SMTP("127.0.0.1", server.port) as connection:
        for number in range(MAILS):
            mail = EmailMessage()
            mail["From"], mail["To"], mail["Subject"] = FROM, f"person{number}@example.org", "Guten Morgen"
            mail.set_content("Hallo.\n")
            connection.send_message(mail)


def _seconds(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _own(folder: Path, name: str) -> Path:
    own = folder / name
    own.mkdir()
    return own
