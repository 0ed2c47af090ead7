"""The product as a newcomer starts it: the example county behind a real server, on a port of its own."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from tests.postgres import free_port

STARTING_SECONDS = 90.0
SIGN_IN = re.compile(r"/konto/link/\S+")


@dataclass(frozen=True)
class Place:
    """A running server with the example county; ``sign_in`` gives each role's one-time path."""

    base: str
    folder: Path
    sign_in: dict[str, str]


@contextmanager
def served(folder: Path, stage: str = "open") -> Iterator[Place]:
    """Starts it in a new data folder, with the example at that stage, and ends it afterwards."""
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PARTICIPATION_")}
    base = f"http://localhost:{port}"
    environment = {**kept, "PARTICIPATION_DATA_DIR": str(folder / "data"), "PARTICIPATION_BASE_URL": base}
    command = [str(Path(sys.executable).with_name("participation")), "serve", "--demo", stage]
    log = folder / "server.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [*command, "--host", "127.0.0.1", "--port", str(port), "--workers", "1"],
            env=environment, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output,
        )  # fmt: skip
    try:
        wait(server, port, log)
        links = SIGN_IN.findall(log.read_text(encoding="utf-8"))
        yield Place(base, folder, dict(zip(("coordinator", "reviewer", "editor", "administrator"), links, strict=True)))
    finally:
        server.terminate()
        server.wait(timeout=30)


def wait(server: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    """Returns when the server answers; raises RuntimeError with its words when it has ended or takes too long."""
    deadline = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        with suppress(OSError), closing(HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
            connection.request("GET", "/healthz")
            if connection.getresponse().read() == b"ok\n":
                return
        time.sleep(0.1)
    raise RuntimeError(f"the server did not start:\n{log.read_text(encoding='utf-8')[-3000:]}")
