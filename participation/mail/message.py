"""A letter as parts and features write it. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Message:
    """One mail to one person.

    ``kind``: registered by ``register_mail_kind``. ``body``: plain text; its links are absolute. ``leave_url``: where
    one POST ends further mails of this sort (RFC 8058). ``calendar``: an iCalendar file with its METHOD. ``secret``:
    holds a link that opens something, so nobody may read it in the outbox and it is erased once sent.
    """

    kind: str
    to: str
    language: str
    subject: str
    body: str
    leave_url: str | None = None
    calendar: bytes | None = None
    secret: bool = False
