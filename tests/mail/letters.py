"""Letters to try the outbox with."""

from typing import Any

from participation.mail.message import Message

KIND = "trial"
"""The kind that every instance can send: the office's own trial mail."""


def letter(to: str = "muster@example.org", **values: Any) -> Message:
    """A short German letter."""
    usual = {"kind": KIND, "to": to, "language": "de", "subject": "Guten Morgen", "body": "Hallo.\n"}
    return Message(**{**usual, **values})
