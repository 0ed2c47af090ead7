"""The frame of every page."""

from flask import Flask

from participation import layout
from participation.permissions import Permission
from tests.visiting import Visitor


def test_each_application_has_a_navigation_of_its_own(app: Flask, visitor: Visitor) -> None:
    other = Flask("other")
    layout.init_app(other)
    layout.add_public(other, "open_data.index", "Only there")
    layout.add_desk(other, "desk.index", "Only there", Permission.SEE_DESK)
    assert "Only there" not in visitor.visit("/").text
    for navigation in ("public_navigation", "desk_navigation"):
        assert [entry.label for entry in other.extensions[navigation]] == ["Only there"]
        assert len(app.extensions[navigation]) > 1
