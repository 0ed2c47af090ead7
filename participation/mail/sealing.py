"""What of a mail lies sealed in the outbox: its receiver and its letter."""

import base64
import json
from dataclasses import dataclass

from flask import Flask, current_app

from participation.config import Settings
from participation.kit.keys import derive
from participation.kit.sealing import seal, unseal


@dataclass(frozen=True)
class Letter:
    """The sealed part of a mail; ``body`` is None once it has been erased."""

    to: str
    body: str | None
    leave_url: str | None = None
    calendar: bytes | None = None


def init_app(app: Flask) -> None:
    """Derives the outbox's key from the secret of the instance."""
    settings: Settings = app.extensions["settings"]
    app.extensions["mail_key"] = derive(settings.secret_key.encode(), "outbox")


def seal_letter(public_id: str, letter: Letter) -> bytes:
    """The letter for the row of that public id."""
    calendar = base64.b64encode(letter.calendar).decode() if letter.calendar is not None else None
    values = {"to": letter.to, "body": letter.body, "leave_url": letter.leave_url, "calendar": calendar}
    return seal(current_app.extensions["mail_key"], public_id, json.dumps(values).encode())


def open_letter(public_id: str, sealed: bytes) -> Letter:
    """The letter; raises SealError when it was sealed under another secret."""
    values = json.loads(unseal(current_app.extensions["mail_key"], public_id, sealed))
    calendar = base64.b64decode(values["calendar"]) if values["calendar"] is not None else None
    return Letter(values["to"], values["body"], values["leave_url"], calendar)
