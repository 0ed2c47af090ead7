"""A mail's life: when it is tried again, when it is given up, how long it is kept. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

MAIL_KEPT = timedelta(days=30)
"""How long a mail that needs no more work is kept in the outbox."""

GIVE_UP_AFTER = timedelta(days=3)
"""How long a mail is tried."""

CLAIM_LASTS = timedelta(minutes=15)
"""How long a node that sends a mail has it for itself; after that another one may take it."""

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=4)
JITTER = 0.25
"""Waiting times grow by up to this part, so that mails that failed together are not tried together."""


class MailState(StrEnum):
    """Waiting, or one of the four ends: sent, handed over by a person, given up, discarded."""

    WAITING = "waiting"
    SENT = "sent"
    HANDED_OVER = "handed_over"
    GIVEN_UP = "given_up"
    DISCARDED = "discarded"


class Trouble(StrEnum):
    """Why a mail was not taken: by what happened, never in the server's own words, which may repeat the letter's."""

    UNREACHABLE = "unreachable"
    UNSAFE = "unsafe"
    SIGN_IN = "sign_in"
    BROKEN_OFF = "broken_off"
    SENDER_REFUSED = "sender_refused"
    RECEIVER_DELAYED = "receiver_delayed"
    RECEIVER_REFUSED = "receiver_refused"
    LETTER_DELAYED = "letter_delayed"
    LETTER_REFUSED = "letter_refused"
    ADDRESS_UNSUPPORTED = "address_unsupported"
    UNREADABLE = "unreadable"


FINAL = frozenset(
    {Trouble.RECEIVER_REFUSED, Trouble.LETTER_REFUSED, Trouble.ADDRESS_UNSUPPORTED, Trouble.UNREADABLE}
)
"""Trouble that no later try can mend."""

STOPPING = frozenset({Trouble.UNREACHABLE, Trouble.UNSAFE, Trouble.SIGN_IN, Trouble.SENDER_REFUSED})
"""Trouble with the server itself: the next mail would meet the same."""


@dataclass(frozen=True)
class Outcome:
    """What came of a try. Without trouble the server has taken the mail; ``reply``: its answer in figures."""

    trouble: Trouble | None = None
    reply: str | None = None


def wait(tries: int, jitter: float) -> timedelta:
    """How long to wait after so many tries: a minute, then twice as long each time, four hours at most.

    ``jitter``: chance from 0 to 1, which lengthens it by up to a quarter.
    """
    doubled = FIRST_WAIT * (1 << min(tries - 1, 10))
    return min(doubled, LONGEST_WAIT) * (1 + JITTER * jitter)


def is_hopeless(trouble: Trouble, queued_at: datetime, now: datetime) -> bool:
    """Whether the mail is given up: refused for good, or tried for three days."""
    return trouble in FINAL or now - queued_at >= GIVE_UP_AFTER


def is_being_sent(claimed_until: datetime | None, now: datetime) -> bool:
    """Whether a node has the mail in its hands."""
    return claimed_until is not None and now < claimed_until
