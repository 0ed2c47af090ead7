"""The worker that sends mail, in a process of its own, killed in the middle of its work."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from sqlalchemy import func, select

from participation.clock import system_clock
from participation.extensions import db
from participation.mail.actions import queue_mail
from participation.mail.models import Mail
from participation.mail.rules import MailState
from tests.faults.serving import STARTING_SECONDS, Site, alive
from tests.mail.letters import letter
from tests.mail_server import FROM, MailServer

WORKER = str(Path(sys.executable).with_name("participation"))
SENDING_SECONDS = 300.0


def queued(number: int) -> set[str]:
    """So many mails in the outbox, each to somebody else; their Message-IDs."""
    moment = system_clock()
    mails = [queue_mail(letter(f"person{one}@example.org"), moment) for one in range(number)]
    db.session.commit()
    return {f"<{mail.public_id}@localhost>" for mail in mails}


class Worker:
    """`participation worker` over a site, in a process group of its own. Use it in a `with`."""

    def __init__(self, site: Site, server: MailServer) -> None:
        self.log = site.folder / "worker.log"
        mail = {"SMTP_URL": f"smtp://127.0.0.1:{server.port}", "MAIL_FROM": FROM}
        self._environment = site.environment() | {f"PARTICIPATION_{name}": value for name, value in mail.items()}
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "Worker":
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [WORKER, "worker"],
                env=self._environment,
                cwd=self.log.parent,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def kill(self) -> None:
        """As `kill -9` of everything it has started in its group does; returns when nothing of it is left."""
        if self._process is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(timeout=STARTING_SECONDS)
        while alive(self._process.pid):
            time.sleep(0.01)
        self._process = None


def killed_after(site: Site, server: MailServer, taken: int, chance: random.Random) -> None:
    """Sends until the server has taken so many letters, and a moment longer that chance decides; then kills."""
    with Worker(site, server):
        wait_until(lambda: server.count() >= taken)
        time.sleep(chance.uniform(0, 0.05))


def sent_to_the_end(site: Site, server: MailServer) -> None:
    """Lets a worker send whatever still waits."""
    with Worker(site, server):
        wait_until(lambda: waiting(site) == 0)


def waiting(site: Site) -> int:
    """How many mails the database believes to be waiting."""
    with site.app.app_context():
        return db.session.scalar(select(func.count()).where(Mail.state == MailState.WAITING)) or 0


def arrivals(server: MailServer) -> Counter[str]:
    """Every Message-ID that the server has taken, with how often."""
    return Counter(str(mail["Message-ID"]) for mail in server.arrived())


def wait_until(reached: Callable[[], bool]) -> None:
    """Looks again and again; raises AssertionError after five minutes."""
    deadline = time.monotonic() + SENDING_SECONDS
    while not reached():
        assert time.monotonic() < deadline, "the mails were not sent"
        time.sleep(0.002)
