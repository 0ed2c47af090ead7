"""A mail as it goes over the wire. Pure."""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime


@dataclass(frozen=True)
class Envelope:
    """What the headers say. ``host``: of the instance, for the Message-ID, which stays the same for every try."""

    public_id: str
    sender_name: str
    sender: str
    to: str
    subject: str
    language: str
    host: str
    at: datetime
    leave_url: str | None = None


def compose(envelope: Envelope, body: str, calendar: bytes | None = None) -> str:
    """The whole mail in ASCII with CRLF: plain text, and a calendar part that mail programs offer to take over.

    Raises ValueError for anything that would break out of its header.
    """
    policy = SMTP if envelope.to.isascii() else SMTPUTF8
    mail = EmailMessage(policy=policy.clone(refold_source="none"))  # what is set raw stays on its line
    mail.set_content(body, cte="quoted-printable")
    if calendar is not None:
        mail.add_alternative(
            calendar.decode(), subtype="calendar", cte="quoted-printable", params={"method": _method(calendar)}
        )
    mail["From"] = _mailbox(envelope.sender, " ".join(envelope.sender_name.split()))
    mail["To"] = _mailbox(envelope.to)
    mail["Subject"] = envelope.subject
    mail["Date"] = format_datetime(envelope.at)
    mail["Message-ID"] = f"<{envelope.public_id}@{envelope.host}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["Content-Language"] = envelope.language
    if envelope.leave_url is not None:
        _check_address(envelope.leave_url)
        mail.set_raw("List-Unsubscribe", f"<{envelope.leave_url}>")  # folded, an address would be encoded and lost
        mail.set_raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
    return mail.as_string()


def _mailbox(address: str, name: str = "") -> Address:
    user, _, domain = address.rpartition("@")
    return Address(name, user, domain)


def _check_address(address: str) -> None:
    if not address.isascii() or not address.isprintable() or set(address) & set("<> "):
        raise ValueError("an address in a header has neither spaces nor brackets")


def _method(calendar: bytes) -> str:
    lines = calendar.decode().splitlines()
    return next((line.removeprefix("METHOD:") for line in lines if line.startswith("METHOD:")), "PUBLISH")
