"""The sign of life."""

from tests.visiting import Visitor


def test_says_that_it_lives(visitor: Visitor) -> None:
    assert visitor.get("/healthz").text == "ok\n"


def test_nothing_there_is_said_on_a_page(visitor: Visitor) -> None:
    assert visitor.visit("/gibt-es-nicht", 404).h1
