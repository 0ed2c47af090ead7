"""A bad network between people and server: requests arrive twice, late, in another order, or without an answer."""

import random
import threading
import time
from collections import Counter
from contextlib import suppress
from http.client import HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.faults.people import Reply, ask
from tests.faults.serving import HOST

FATES = {"passed": 4, "dropped before": 1, "dropped after": 2, "doubled": 2, "late": 2, "echo": 1}
LONGEST_SECONDS = 0.3


class BadNetwork(ThreadingHTTPServer):
    """Listens on a port of its own and passes requests on to `port`, each with a fate drawn by chance."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int, seed: int) -> None:
        super().__init__((HOST, 0), Passing)
        self.target = port
        self.fates: Counter[str] = Counter()
        self._chance = random.Random(seed)
        self._lock = threading.Lock()

    @property
    def port(self) -> int:
        """Where people are to ask."""
        return int(self.server_address[1])

    def __enter__(self) -> "BadNetwork":
        threading.Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()

    def draw(self) -> tuple[str, float]:
        """What happens to the next request, and how long it takes on the way."""
        with self._lock:
            fate = self._chance.choices(list(FATES), list(FATES.values()))[0]
            self.fates[fate] += 1
            return fate, self._chance.uniform(0, LONGEST_SECONDS)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """People who hang up are part of the game."""


class Passing(BaseHTTPRequestHandler):
    """One request on its way."""

    server: BadNetwork

    def do_GET(self) -> None:
        """A form is asked for."""
        self._pass(None)

    def do_POST(self) -> None:
        """Answers are sent."""
        self._pass(self.rfile.read(int(self.headers["Content-Length"])).decode())

    def _pass(self, body: str | None) -> None:
        fate, seconds = self.server.draw()
        if fate == "dropped before":
            return
        if fate == "late":  # whoever comes later overtakes it
            time.sleep(seconds)
        if fate == "doubled":
            again = threading.Thread(target=self._forward, args=(body,), daemon=True)
            again.start()
        reply = self._forward(body)
        if fate == "doubled":
            again.join()
        if fate == "echo":  # a second copy arrives long after the first was answered
            threading.Timer(seconds, self._forward, (body,)).start()
        if fate != "dropped after" and reply is not None:
            self._give(reply)

    def _forward(self, body: str | None) -> Reply | None:
        with suppress(OSError, HTTPException):
            return ask(self.server.target, self.path, dict(self.headers), body)
        return None

    def _give(self, reply: Reply) -> None:
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            if name not in ("date", "server", "connection", "transfer-encoding"):
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name of the base class
        """Says nothing."""
