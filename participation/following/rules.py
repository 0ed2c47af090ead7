"""How long subscriptions wait to be confirmed, and how often one address may be written to. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

UNCONFIRMED_KEPT = timedelta(days=7)
"""How long a subscription waits to be confirmed before it is deleted; the link in its mail lasts as long."""

TOLD_KEPT = timedelta(days=30)
"""How long it is remembered which address was told what, so that nobody reads the same twice."""

ASKED_AGAIN_AFTER = timedelta(minutes=10)
MOST_ASKED = 5
ASKED_WITHIN = timedelta(hours=1)
"""An address gets at most five mails an hour that ask it to confirm: nobody can flood a mailbox through us."""


TOLD_TOGETHER = 100
"""How many followers are written to in one transaction: on SQLite nobody else writes meanwhile."""


@dataclass(frozen=True)
class News:
    """Something that happened, in one sentence by language. ``event`` names it: the same event is told once."""

    event: str
    title: dict[str, str]


def may_ask(asked_at: datetime | None, asked_lately: int, now: datetime) -> bool:
    """Whether a mail may go to the address: for this thing not minutes ago, for all things not too often."""
    return asked_lately < MOST_ASKED and (asked_at is None or now - asked_at >= ASKED_AGAIN_AFTER)
