"""What surveys do by the clock."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial

from participation.extensions import db
from participation.formatting import zone
from surveys.answering.state import state
from surveys.collecting import mover

logger = logging.getLogger(__name__)


def collect(now: datetime) -> None:
    """Moves waiting answers, closes surveys after their last day, and ends those whose day of grace is over.

    Each survey by itself: one whose spool is damaged must not keep the others' answers waiting for ever.
    """
    reader = state().reader
    _each(partial(mover.move, reader, public_id, now) for public_id in _or_none(reader.surveys))
    _each([partial(mover.close_due, now, now.astimezone(zone()).date())])
    _each(partial(mover.settle_by_id, reader, public_id, now) for public_id in mover.due_to_settle(now))


def _each(steps: Iterable[Callable[[], object]]) -> None:
    """Takes all steps; one that fails is logged, rolled back, and tried again at the next turn."""
    for step in steps:
        try:
            step()
        except Exception:
            logger.exception("a step of the surveys' jobs failed")
            db.session.rollback()


def _or_none(names: Callable[[], list[str]]) -> list[str]:
    """The surveys that have something in the spool; none when the spool cannot be read at all."""
    try:
        return names()
    except OSError:
        logger.exception("the spool cannot be read")
        return []
