"""Serving: web workers by granian, and one process beside them that does the work by the clock."""

import gc
import logging
import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask
from granian import Granian
from granian.constants import Interfaces

from participation.extensions import db
from participation.jobs import running

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

THREADS = 8
"""Requests that one worker handles at a time; measured beside 4, 16 and 32 (docs/benchmarks.md)."""

WARMING = ("/", "/handlungsfelder/", "/daten/", "/konto/anmelden")
"""Pages that need most of what all pages need."""

KINDNESS = 5
"""How much the work by the clock gives way to web workers on the same processors: people wait for these, not for it."""


def serve(app: Flask, host: str, port: int, workers: int) -> None:
    """Serves until told to stop. Keeps no access log: no line of it may say who asked for what and when.

    All processes are forks of this one and serve the application that it has made: what is never written to stays in
    memory once. So templates, catalogues and mappings are loaded here, before, by looking at some pages; and as the
    collector would write to every object, what is there already is taken out of its sight.
    """
    warm_up(app)
    gc.collect()
    gc.freeze()
    jobs_process = multiprocessing.get_context("fork").Process(target=work, args=(app, os.getpid()), daemon=True)
    jobs_process.start()
    serve_web("participation.wsgi:app", host, port, workers, lambda _target: app)


def warm_up(app: Flask) -> None:
    """Lets the application answer some of its pages, and leaves no connection open that forks would share."""
    for path in WARMING:
        app.test_client().get(path)
    with app.app_context():
        db.engine.dispose()


def serve_web(
    target: str, host: str, port: int, workers: int, loader: "Callable[[str], WSGIApplication] | None" = None
) -> None:
    """Serves the WSGI application ``module:name`` our way; measurements serve their neighbour by the same settings.

    ``loader``: gives a worker the application; without one it imports the target.
    """
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
    ).serve(target_loader=loader)


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
