"""When a personal link still counts. Pure."""

from datetime import datetime


def is_live(now: datetime, expires: datetime | None) -> bool:
    """Whether a link that ends then (None: never) may still be used."""
    return expires is None or now < expires
