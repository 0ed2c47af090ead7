"""The start page, the desk's first page, and what is shown when something goes wrong."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from participation.extensions import db
from participation.permissions import Role
from participation.start import Panel, add_start_panel
from participation.workstreams.models import Workstream
from participation.workstreams.rules import MeasureStatus
from tests import factories
from tests.conftest import make_app
from tests.visiting import Visitor, text_of


@pytest.fixture
def panels(app: Flask) -> Iterator[list[Panel]]:
    """The panels of the start page; what a test does to them is undone."""
    before = list(app.extensions["start_panels"])
    yield app.extensions["start_panels"]
    app.extensions["start_panels"][:] = before


def test_an_empty_instance_welcomes(visitor: Visitor) -> None:
    assert visitor.visit("/").h1


def test_the_start_page_leads_to_fields_and_to_what_was_done(visitor: Visitor) -> None:
    factories.make_instance("Vest")
    done, planned = factories.make_measure(), factories.make_measure()
    done.status, done.due_on = MeasureStatus.DONE, date(2026, 5, 31)
    db.session.commit()
    page = visitor.visit("/")
    assert "Gemeinsam digital" in page.text
    assert planned.title["de"] not in page.text
    assert page.follow(done.title["de"]).h1 == done.title["de"]
    assert page.follow(planned.workstreams[0].title["de"]).h1 == planned.workstreams[0].title["de"]


def test_panels_stand_in_their_order_and_empty_ones_are_left_out(
    app: Flask, visitor: Visitor, panels: list[Panel]
) -> None:
    panels.clear()
    late, early = factories.make_workstream(), factories.make_workstream()
    add_start_panel(app, Panel("nowhere.html", lambda: None))
    for field, order in ((late.id, 90), (early.id, 5)):
        add_start_panel(app, Panel("workstreams/_start.html", _one_field(field), order))
    titles = [text_of(link) for link in visitor.visit("/").root.iter("a")]
    assert titles.index(early.title["de"]) < titles.index(late.title["de"])


@pytest.mark.parametrize("role", Role)
def test_everybody_at_the_desk_has_a_first_page(sign_in: Callable[..., Visitor], role: Role) -> None:
    assert sign_in(role).visit("/verwaltung/").h1


@pytest.mark.parametrize(("path", "status"), [("/nirgends", 404), ("/handlungsfelder/x/massnahmen/y", 404)])
def test_errors_have_a_page(visitor: Visitor, path: str, status: int) -> None:
    page = visitor.visit(path, status)
    assert str(status) in page.text
    assert page.follow("Startseite").path == "/"


def test_without_a_database_there_is_still_a_sentence(tmp_path: Path) -> None:
    app = make_app(f"sqlite:///{tmp_path / 'empty.sqlite3'}", tmp_path, lambda: factories.LONG_AGO)
    app.config.update(TESTING=False, PROPAGATE_EXCEPTIONS=False)
    answer = app.test_client().get("/handlungsfelder/", headers={"Accept-Language": "de"})
    assert answer.status_code == 500
    assert "schiefgegangen" in answer.text
    with app.app_context():
        db.engine.dispose()


def _one_field(number: int) -> Callable[[], dict[str, Any]]:
    return lambda: {"workstreams": [db.session.get(Workstream, number)]}
