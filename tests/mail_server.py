"""The fixture ``mail_server``: a real server in its own process, and a look at the letters that arrived there."""

import dataclasses
import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from participation.clock import now
from participation.config import SmtpServer
from participation.mail.delivery import deliver
from tests.postgres import ROOT, free_port

STARTING_SECONDS = 30.0
FROM = "buero@example.org"


class MailServer:
    """A running mail server. ``with MailServer(folder, tls="starttls", user="a", password="b") as server``."""

    def __init__(self, folder: Path, **behaviour: Any) -> None:
        self.folder = folder
        self.port = free_port()
        self.fixed = behaviour
        self.behave()
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "MailServer":
        command = [sys.executable, "-m", "tests.mail_program", str(self.folder), str(self.port)]
        self._process = subprocess.Popen(command, cwd=ROOT, start_new_session=True)
        deadline = time.monotonic() + STARTING_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=5):
                return self
            time.sleep(0.02)
        raise AssertionError("the mail server did not start")

    def __exit__(self, *_: object) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()

    def behave(self, **behaviour: Any) -> None:
        """How it behaves from now on; without arguments well (see ``tests.mail_program``)."""
        new = self.folder / "behaviour.new"
        new.write_text(json.dumps(self.fixed | behaviour), encoding="utf-8")
        new.rename(self.folder / "behaviour.json")

    def address(self, host: str = "127.0.0.1", **values: Any) -> SmtpServer:
        """How our side is told to reach it."""
        implicit = self.fixed.get("tls") == "implicit"
        signed_in = {name: self.fixed[name] for name in ("user", "password") if name in self.fixed}
        return SmtpServer(host, self.port, implicit, **(signed_in | values))

    def arrived(self) -> list[EmailMessage]:
        """The letters it has taken, oldest first."""
        files = sorted((self.folder / "taken").glob("*.eml"))
        return [message_from_bytes(file.read_bytes(), _class=EmailMessage, policy=policy.default) for file in files]

    def count(self) -> int:
        """How many letters it has taken."""
        return sum(1 for _ in (self.folder / "taken").glob("*.eml"))

    def forget(self) -> None:
        """Throws away what has arrived, and behaves again."""
        for file in (self.folder / "taken").glob("*"):
            file.unlink()
        self.behave()


def body_of(mail: EmailMessage) -> str:
    """The letter's text with the line breaks it was written with."""
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


class Mailbox:
    """What tests see of mail: the server, and the job that sends to it."""

    def __init__(self, app: Flask, server: MailServer) -> None:
        self.app, self.server = app, server

    def deliver(self) -> list[EmailMessage]:
        """Sends what is due; gives the letters that have arrived so far."""
        deliver(now())
        return self.server.arrived()


@pytest.fixture(scope="session")
def plain_mail_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MailServer]:
    """One server for all tests of this worker, on this machine, without TLS and without passwords."""
    with MailServer(tmp_path_factory.mktemp("mail")) as server:
        yield server


@pytest.fixture
def mail_server(app: Flask, plain_mail_server: MailServer) -> Iterator[Mailbox]:
    """The application with a mail server: ``mail_server.deliver()`` sends what waits and gives what has arrived."""
    with connected(app, plain_mail_server.address()):
        plain_mail_server.forget()
        yield Mailbox(app, plain_mail_server)
        plain_mail_server.forget()


@contextmanager
def connected(app: Flask, address: SmtpServer) -> Iterator[None]:
    """The application sends to this server until the block ends."""
    before = app.extensions["settings"]
    app.extensions["settings"] = dataclasses.replace(before, smtp=address, mail_from=FROM)
    try:
        yield
    finally:
        app.extensions["settings"] = before
