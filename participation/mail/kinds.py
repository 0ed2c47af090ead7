"""The kinds of mail there are: parts and features register theirs, so that the outbox can name them."""

from flask import Flask, current_app
from flask_babel.speaklater import LazyString


def init_app(app: Flask) -> None:
    """Gives the application its own table of kinds."""
    app.extensions.setdefault("mail_kinds", {})


def register_mail_kind(app: Flask, kind: str, label: LazyString) -> None:
    """Names a kind of mail in the reader's words; raises ValueError when the kind is taken."""
    known: dict[str, LazyString] = app.extensions.setdefault("mail_kinds", {})
    if kind in known:
        raise ValueError(f"there are two kinds of mail called {kind}")
    known[kind] = label


def mail_kinds() -> dict[str, LazyString]:
    """Every kind of the running application with its label."""
    found: dict[str, LazyString] = current_app.extensions["mail_kinds"]
    return found
