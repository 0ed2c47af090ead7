"""What kinds of organisations there are. Pure."""

from enum import StrEnum


class Kind(StrEnum):
    """A kind of organisation."""

    COUNTY = "county"
    TOWN = "town"
    COUNCIL = "council"
    OTHER = "other"


PLACES = (Kind.COUNTY, Kind.TOWN)
"""Kinds that have a public page of their own."""
