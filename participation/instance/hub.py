"""The cards of the page from which everything is set up that belongs to the whole instance."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, current_app
from flask_babel.speaklater import LazyString


@dataclass(frozen=True)
class Card:
    """One thing to set up: its place, page, title and text.

    ``open_points`` says what is still to be done there; an empty text when nothing is.
    """

    place: int
    endpoint: str
    title: LazyString
    text: LazyString
    open_points: Callable[[], str] = str


def add_card(app: Flask, card: Card) -> None:
    """Shows the card on the instance's page."""
    app.extensions.setdefault("instance_cards", []).append(card)


def cards() -> list[Card]:
    """All cards in their order."""
    found: list[Card] = current_app.extensions["instance_cards"]
    return sorted(found, key=lambda card: card.place)
