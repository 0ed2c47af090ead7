"""People who want to be heard: each sends the same attempt until it is acknowledged, and some of them once more."""

import random
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from urllib.parse import urlencode

from tests.faults.serving import HOST, canonical
from tests.surveys.steps import attempt_in, payload, sheet

TIMEOUT_SECONDS = 15.0
PATIENCE_SECONDS = 240.0
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True)
class Reply:
    """What came back, read to the end."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def receipt(self) -> str | None:
        """The receipt of an acknowledged answer."""
        return self.headers.get("x-participation-receipt")


@contextmanager
def connected(port: int) -> Iterator[HTTPConnection]:
    """A connection for one request."""
    connection = HTTPConnection(HOST, port, timeout=TIMEOUT_SECONDS)
    try:
        yield connection
    finally:
        connection.close()


def replied(response: HTTPResponse) -> Reply:
    """The response, read to the end; raises when it breaks off."""
    return Reply(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())


def ask(port: int, path: str, headers: Mapping[str, str], body: str | None = None) -> Reply:
    """One request on a connection of its own: a POST when there is a body."""
    with connected(port) as connection:
        connection.request("GET" if body is None else "POST", path, body, dict(headers))
        return replied(connection.getresponse())


def ask_twice(port: int, path: str, headers: Mapping[str, str], body: str) -> list[Reply]:
    """The same POST on two connections at the same time: a double tap."""
    with connected(port) as one, connected(port) as other:
        for connection in (one, other):
            connection.request("POST", path, body, dict(headers))
        return [replied(connection.getresponse()) for connection in (one, other)]


class Crowd:
    """So many people, each different, who answer at `path` through `port`, several at a time."""

    def __init__(self, port: int, path: str, seed: int, address: str | None = None) -> None:
        self._port, self._path, self._address = port, path, address
        self._chance = random.Random(seed)
        self._lock = threading.Lock()
        self.receipts: defaultdict[int, set[str]] = defaultdict(set)
        self.statuses: Counter[int] = Counter()
        self.slowest = 0.0
        """Seconds that the slowest request took."""

    def answer(self, people: range, at_a_time: int = 16) -> None:
        """Returns when all of them have been acknowledged; raises when one is refused or somebody's patience ends."""
        with ThreadPoolExecutor(at_a_time) as pool:
            for done in [pool.submit(self._one, number) for number in people]:
                done.result()

    @property
    def acknowledged(self) -> int:
        """How many people have a receipt."""
        with self._lock:
            return len(self.receipts)

    def expected(self) -> Counter[str]:
        """The closed answers that must be kept, each once."""
        return Counter(canonical(payload(number)) for number in self.receipts)

    def _one(self, number: int) -> None:
        headers = {**FORM, "X-Forwarded-For": self._address or f"203.0.{number // 250 % 250}.{number % 250}"}
        form = self._until(lambda: [ask(self._port, self._path, headers)], lambda reply: reply.status == 200)[0]
        body = urlencode({**sheet(number), "attempt": attempt_in(form.body.decode()), "aktion": "absenden"})
        with self._lock:
            twice, once_more = self._chance.random() < 0.1, self._chance.random() < 0.2
        self._send(number, headers, body, twice=twice)
        if once_more:
            self._send(number, headers, body, twice=False)

    def _send(self, number: int, headers: Mapping[str, str], body: str, *, twice: bool) -> None:
        def post() -> list[Reply]:
            if twice:
                return ask_twice(self._port, self._path, headers, body)
            return [ask(self._port, self._path, headers, body)]

        for reply in self._until(post, lambda reply: reply.receipt is not None):
            assert reply.receipt is not None
            with self._lock:
                self.receipts[number].add(reply.receipt)

    def _until(self, act: Callable[[], list[Reply]], good: Callable[[Reply], bool]) -> list[Reply]:
        deadline, wait = time.monotonic() + PATIENCE_SECONDS, 0.02
        while time.monotonic() < deadline:
            start = time.monotonic()
            try:
                replies = act()
            except (OSError, HTTPException):
                replies = []
            with self._lock:
                self.slowest = max(self.slowest, time.monotonic() - start)
                self.statuses.update(reply.status for reply in replies)
            refused = [reply for reply in replies if reply.status != 200]
            assert not refused, refused[0]
            accepted = [reply for reply in replies if good(reply)]
            if accepted:
                return accepted
            time.sleep(wait * (1 + random.random()))
            wait = min(0.5, wait * 2)
        raise AssertionError(f"nobody listened for {PATIENCE_SECONDS} seconds")
