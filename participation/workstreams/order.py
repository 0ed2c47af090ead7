"""Moving one of several things up or down. Pure."""

from collections.abc import Sequence
from typing import TypeVar

Thing = TypeVar("Thing")
UP, DOWN = "hoch", "runter"


def moved(things: Sequence[Thing], thing: Thing, direction: str) -> list[Thing]:
    """The things in their new order; at an end everything stays. Raises ValueError for another direction."""
    if direction not in (UP, DOWN):
        raise ValueError(f"{direction!r} is no direction")
    order = list(things)
    place = order.index(thing)
    other = place + (1 if direction == DOWN else -1)
    if 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
    return order
