"""How many answers really arrived at a running server, counted beside it in its own data folder."""

from flask import Flask

from participation.clock import system_clock
from participation.extensions import db
from tests.browser.serving import Place
from tests.conftest import make_app
from tests.faults.serving import found, kept
from tests.surveys.steps import opened, settled, telling


class BallotBox:
    """An application of our own on the server's data."""

    def __init__(self, place: Place) -> None:
        folder = place.folder / "data"
        self.app: Flask = make_app(f"sqlite:///{folder / 'participation.sqlite3'}", folder, system_clock)

    def open_survey(self, slug: str) -> str:
        """A new open survey of one page: a town, four scales and an idea; gives its path."""
        with self.app.app_context():
            opened(telling(slug))
        return f"/umfragen/{slug}/"

    def count(self, slug: str) -> int:
        """Ends the survey and gives how many answers it has, each attempt once."""
        with self.app.app_context():
            survey = found(slug)
            settled(survey)
            all_of_it = kept(survey)
        assert all_of_it.attempts == sum(all_of_it.answers.values())
        return all_of_it.attempts

    def close(self) -> None:
        """Leaves no connection behind."""
        with self.app.app_context():
            db.engine.dispose()
