"""Deletion on schedule: goes through the list of what is kept."""

import logging
from datetime import datetime

from flask_babel import ngettext

from participation.extensions import db
from participation.kept import kept

logger = logging.getLogger(__name__)


class DeletionError(Exception):
    """Something that is due could not be deleted; the log says what."""


def delete_due(now: datetime) -> str:
    """Deletes whatever is due and says how much it was.

    Raises DeletionError at the end when a deletion failed; the others are done all the same, and all are tried again
    next time.
    """
    deleted = failed = 0
    for one in kept():
        if one.delete is None:
            continue
        try:
            deleted += one.delete(now)
        except Exception:
            logger.exception("a deletion failed: %s", ", ".join(one.tables))
            db.session.rollback()
            failed += 1
    if failed:
        raise DeletionError(f"{failed} deletions failed")
    return ngettext("%(num)s thing deleted.", "%(num)s things deleted.", deleted)
