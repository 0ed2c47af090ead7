"""The worker is killed while it sends: every mail arrives, none twice."""

import random
from pathlib import Path

import pytest

from tests.faults.sending import arrivals, killed_after, queued, sent_to_the_end
from tests.faults.serving import Site
from tests.mail_server import MailServer
from tests.sizes import size

MAILS = 1_000
KILLS = 3


@pytest.mark.attack
def test_a_killed_worker_neither_loses_nor_doubles_a_mail(site: Site, tmp_path: Path) -> None:
    number, chance = size(MAILS), random.Random()
    with site.app.app_context():
        expected = queued(number)
    with MailServer(tmp_path) as server:
        for kill in range(1, KILLS + 1):
            killed_after(site, server, number * kill // (KILLS + 1), chance)
            assert server.count() < number, "killed too late to prove anything"
        sent_to_the_end(site, server)
        found = arrivals(server)
    assert set(found) == expected, "a mail was lost"
    assert max(found.values()) == 1, "a mail was sent twice"
