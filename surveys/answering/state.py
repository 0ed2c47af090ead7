"""What surveys keep in each process: spool, keys, limits, and for a second the surveys people may answer."""

import time
from dataclasses import dataclass, field
from threading import BoundedSemaphore

from flask import Flask, current_app

from participation.config import Settings
from participation.kit.keys import derive
from participation.limits import CrowdLimit
from surveys import queries
from surveys.answering.chance import Chance
from surveys.answering.live import Live, Questionnaires, live_behind, live_of
from surveys.answering.memory import Memory
from surveys.collecting.spool import SpoolReader, SpoolWriter

FRESH_SECONDS = 1.0
"""How long a process may answer from what it knows of a survey before it looks again."""

MOST_KEPT = 2_000
MOST_WAITING = 3
"""How many answers of a crowd may be held back at a time; further ones go on at once, so that threads stay free."""

BY_SLUG, BY_CODE = "slug", "code"
Address = tuple[str, str]
"""Where a survey is met: `BY_SLUG` and its name, or `BY_CODE` and a poster's code."""


def _memory() -> Memory[Address, Live | None]:
    return Memory(FRESH_SECONDS, MOST_KEPT, time.monotonic)


@dataclass
class State:
    """One per application and process."""

    writer: SpoolWriter
    reader: SpoolReader
    attempt_key: bytes
    trial_key: bytes
    crowd: CrowdLimit
    chance: Chance = field(default_factory=Chance)
    waiting: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(MOST_WAITING))
    live: Memory[Address, Live | None] = field(default_factory=_memory)
    questionnaires: Questionnaires = field(default_factory=dict)
    bodies: dict[tuple[object, ...], object] = field(default_factory=dict)

    def forget(self) -> None:
        """Drops everything kept from the database."""
        self.live.clear()
        self.questionnaires.clear()
        self.bodies.clear()


def init_app(app: Flask) -> None:
    """Gives the application its state."""
    settings: Settings = app.extensions["settings"]
    secret = settings.secret_key.encode()
    state = State(
        writer=SpoolWriter(settings.spool_dir),
        reader=SpoolReader(settings.spool_dir),
        attempt_key=derive(secret, "survey attempts"),
        trial_key=derive(secret, "survey rehearsals"),
        crowd=CrowdLimit(settings.answers_per_minute),
    )
    app.extensions["surveys"] = state
    app.extensions["forget"].append(state.forget)


def state() -> State:
    """The state of the running application."""
    found: State = current_app.extensions["surveys"]
    return found


def live_by_slug(slug: str) -> Live | None:
    """The survey of that name, as of at most a second ago."""
    own = state()
    return own.live.get((BY_SLUG, slug), lambda: live_of(queries.survey_by_slug(slug), None, own.questionnaires))


def live_by_code(code: str) -> Live | None:
    """The survey behind that poster, as of at most a second ago; an ended one gives way to its successor."""
    own = state()
    return own.live.get((BY_CODE, code), lambda: live_behind(queries.poster_by_code(code), own.questionnaires))
