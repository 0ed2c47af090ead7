"""Codes that people type from paper: made in batches, kept as keyed hashes, replaced, spent once."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from participation.kept import Kept, add_kept
from participation.kit.keys import derive
from participation.kit.one_time_codes.actions import delete_expired


def init_app(app: Flask) -> None:
    """Gives the application the key of its codes, and the deletion of expired ones."""
    app.extensions["one_time_code_key"] = derive(app.extensions["settings"].secret_key.encode(), "one-time codes")
    add_kept(
        app,
        Kept(
            _l("Codes on paper, as hashes: whose each is, and whether it was used"),
            _l("So that each person who was invited takes part once"),
            None,
            _l("until the day named with the code, or until what it was for is over"),
            delete_expired,
            ("one_time_code",),
        ),
    )
