"""Serving: web workers by granian, and one process beside them that does the work by the clock."""

import logging
import multiprocessing
import os
import signal
import time
from pathlib import Path

from flask import Flask
from granian import Granian
from granian.constants import Interfaces

from participation.jobs import running

THREADS = 8
"""Requests that one worker handles at a time; measured beside 4, 16 and 32 (docs/benchmarks.md)."""

KINDNESS = 5
"""How much the work by the clock gives way to web workers on the same processors: people wait for these, not for it."""


def serve(app: Flask, host: str, port: int, workers: int) -> None:
    """Serves until told to stop. Keeps no access log: no line of it may say who asked for what and when."""
    jobs_process = multiprocessing.get_context("fork").Process(target=work, args=(app, os.getpid()), daemon=True)
    jobs_process.start()
    serve_web("participation.wsgi:app", host, port, workers)


def serve_web(target: str, host: str, port: int, workers: int) -> None:
    """Serves the WSGI application ``module:name`` our way; measurements serve their neighbour by the same settings."""
    Granian(
        target,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        websockets=False,
        log_access=False,
        respawn_failed_workers=True,
        static_path_route=["/static"],
        static_path_mount=[Path(__file__).parent / "static"],
        static_path_expires=31_536_000,
    ).serve()


def work(app: Flask, parent: int | None = None) -> None:
    """Does the jobs until told to stop, or until the parent process has gone."""
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, _stop)
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a tick left out while the last one goes on is no news
    if parent is not None:
        os.nice(KINDNESS)
    clockwork = running.start(app)
    try:
        while parent is None or os.getppid() == parent:
            time.sleep(1)
    finally:
        clockwork.stop()


def _stop(_number: int, _frame: object) -> None:
    raise SystemExit(0)
