"""The job that deletes what nobody needs of tasks any more."""

from datetime import datetime

from flask_babel import ngettext

from participation.extensions import db
from participation.jobs import actions


def delete_old(now: datetime) -> str:
    """Deletes the files of tasks after a week, tasks after a month."""
    files = actions.delete_old(now)
    db.session.commit()
    return ngettext("%(num)s file deleted.", "%(num)s files deleted.", files)
