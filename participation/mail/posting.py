"""Starting a postman and talking with it."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from participation.config import SmtpServer
from participation.mail.journal import Journal
from participation.mail.rules import Outcome, Trouble

PROGRAM = Path(__file__).with_name("postman.py")
Hand = Callable[[dict[str, str]], Outcome]
"""Hands one letter (``id``, ``from``, ``to``, ``text``) over."""


@contextmanager
def postman(server: SmtpServer, name: str, journal: Journal) -> Iterator[Hand]:
    """A postman at work, as ``name`` towards the server; it shares the journal and its lock until it has ended."""
    with subprocess.Popen(  # noqa: S603  # our own program; nothing of its words comes from outside
        [sys.executable, "-I", str(PROGRAM), str(journal.descriptor)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        pass_fds=[journal.descriptor],
        start_new_session=True,  # what ends our process group leaves it the letter in its hands
    ) as process:

        def tell(values: dict[str, object]) -> None:
            if process.stdin is not None:
                process.stdin.write(json.dumps(values) + "\n")
                process.stdin.flush()

        def hand(letter: dict[str, str]) -> Outcome:
            try:
                tell({**letter})
                line = process.stdout.readline() if process.stdout is not None else ""
            except BrokenPipeError:
                line = ""
            return _outcome(line)

        tell({**_facts(server), "name": name})
        yield hand


def _facts(server: SmtpServer) -> dict[str, object]:
    return {
        "host": server.host,
        "port": server.port,
        "implicit_tls": server.implicit_tls,
        "is_here": server.is_here,
        "user": server.user,
        "password": server.password,
        "timeout": server.timeout,
    }


def _outcome(line: str) -> Outcome:
    """What the postman said; when it has died, nobody knows whether the letter arrived, and it is tried again."""
    if not line.endswith("\n"):
        return Outcome(Trouble.BROKEN_OFF)
    answer = json.loads(line)
    return Outcome(Trouble(answer["trouble"]) if answer["trouble"] else None, answer["reply"])
