"""The unsafe control: a server that acknowledges what it only has in memory, and takes every request for a new answer.

`python -m tests.faults.careless PORT FILE` serves until killed.
"""

import json
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs

ROOT = Path(__file__).parents[2]
HOST = "127.0.0.1"
STARTING_SECONDS = 60.0
WRITTEN_TOGETHER = 40


class Careless(BaseHTTPRequestHandler):
    """Acknowledges first and writes later, whoever asks however often."""

    waiting: ClassVar[list[str]] = []
    lock: ClassVar[threading.Lock] = threading.Lock()
    file: ClassVar[Path]

    def do_GET(self) -> None:
        """A form without any attempt that could be recognised."""
        self._reply('<input name="attempt" value="same">')

    def do_POST(self) -> None:
        """Takes the answer."""
        fields = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        answer = {name.removeprefix("q."): fields[name][0] for name in fields if name.startswith("q.")}
        payload = {name: int(value) if value.isdecimal() else value for name, value in answer.items()}
        with self.lock:
            self.waiting.append(json.dumps(payload, sort_keys=True, separators=(",", ":")))
            if len(self.waiting) >= WRITTEN_TOGETHER:
                with self.file.open("a", encoding="ascii") as file:
                    file.writelines(f"{line}\n" for line in self.waiting)
                self.waiting.clear()
        self._reply("thanks")

    def _reply(self, body: str) -> None:
        self.send_response(200)
        self.send_header("X-Participation-Receipt", "thanks")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name of the base class
        """Says nothing."""


@contextmanager
def careless(folder: Path) -> Iterator[int]:
    """The port of the unsafe control, which is killed at the end of the block."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "tests.faults.careless", str(port), str(folder / "written")]
    with subprocess.Popen(command, cwd=ROOT) as process:
        try:
            wait_for_port(port)
            yield port
        finally:
            process.kill()


def written(folder: Path) -> Counter[str]:
    """What the unsafe control kept."""
    return Counter((folder / "written").read_text(encoding="ascii").splitlines())


def wait_for_port(port: int) -> None:
    """Until somebody listens there."""
    deadline = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < deadline:
        with suppress(OSError), socket.create_connection((HOST, port), timeout=5):
            return
        time.sleep(0.02)
    raise AssertionError(f"nobody listens on port {port}")


if __name__ == "__main__":
    Careless.file = Path(sys.argv[2])
    ThreadingHTTPServer((HOST, int(sys.argv[1])), Careless).serve_forever()
