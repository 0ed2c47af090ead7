"""How long it is kept who follows what."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from participation.following.actions import delete_unconfirmed
from participation.kept import Kept, add_impersonal, add_kept


def init_retention(app: Flask) -> None:
    """Says what following keeps of people, and how long."""
    add_kept(
        app,
        Kept(
            _l("Mail addresses of people who follow something, sealed"),
            _l("To write to them when there is news, once"),
            None,
            _l("until they leave; never confirmed ones 7 days, what they were told of 30 days"),
            delete_unconfirmed,
            ("subscription", "told"),
        ),
    )
    add_impersonal(app, {"news_item": "what happened to public things"})
