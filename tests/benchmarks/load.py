"""wrk, told what to send by ``load.lua``."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

CONNECTIONS = 32
SCRIPT = Path(__file__).with_name("load.lua")


class LoadError(Exception):
    """Requests failed or were refused: what was measured is not what was meant."""


@dataclass(frozen=True)
class Result:
    """One run. Latencies in milliseconds as wrk sees them; `requests` were answered, each with a 2xx."""

    requests: int
    seconds: float
    p50_ms: float
    p99_ms: float

    @property
    def per_second(self) -> float:
        """Requests answered per second."""
        return self.requests / self.seconds


@dataclass(frozen=True)
class Target:
    """A server: its port, and where on it the page lies and the form goes to."""

    port: int
    page_path: str
    form_path: str


def load(target: Target, mode: str, body: Path, attempts: Path, seconds: int) -> Result:
    """Send requests over 32 connections for so long. `mode`: page, submit, or visit (page and form in turn).

    Raises LoadError when a single one fails.
    """
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "30s", "-s", str(SCRIPT)]
    arguments = [mode, target.page_path, target.form_path, str(body), str(attempts)]
    done = subprocess.run(
        [*command, f"http://127.0.0.1:{target.port}/", "--", *arguments], capture_output=True, text=True, check=False
    )
    line = next((line for line in done.stdout.splitlines() if line.startswith("RESULT ")), None)
    if line is None:
        raise LoadError(f"wrk said: {done.stdout}{done.stderr}")
    told = json.loads(line.removeprefix("RESULT "))
    if told["refused"] or told["failed"] or not told["requests"]:
        raise LoadError(f"{mode} on port {target.port}: {line}")
    return Result(told["requests"], told["seconds"], told["p50_ms"], told["p99_ms"])
