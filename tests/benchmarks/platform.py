"""The suite of what every feature stands on."""

from collections.abc import Iterator

from tests.benchmarks import idling
from tests.benchmarks.figures import Figure


def measure() -> Iterator[Figure]:
    """All figures of the platform."""
    yield from idling.measure()
