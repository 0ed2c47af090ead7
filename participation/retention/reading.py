"""The list in the reader's language, for the privacy page, the command and the docs."""

from dataclasses import dataclass
from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from participation.kept import kept

DAY = timedelta(days=1)
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class RetentionRow:
    """One line of the table: plain words in the current language."""

    what: str
    why: str
    how_long: str
    tables: tuple[str, ...]


def retention_rows() -> list[RetentionRow]:
    """What is kept, why, and how long, in the current language."""
    return [
        RetentionRow(str(one.what), str(one.why), until(one.how_long, str(one.counted_from)), one.tables)
        for one in kept()
    ]


def until(how_long: timedelta | None, counted_from: str) -> str:
    """Such as “30 days after the release”, or the second part alone."""
    if how_long is None:
        return counted_from
    return _("%(duration)s %(counted_from)s", duration=duration(how_long), counted_from=counted_from)


def duration(length: timedelta) -> str:
    """A length in whole years, else days, else hours."""
    if length >= YEAR and not length % YEAR:
        return ngettext("%(num)s year", "%(num)s years", length // YEAR)
    if length >= DAY and not length % DAY:
        return ngettext("%(num)s day", "%(num)s days", length // DAY)
    return ngettext("%(num)s hour", "%(num)s hours", length // timedelta(hours=1))
