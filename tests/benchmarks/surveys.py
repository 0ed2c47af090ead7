"""The suite of the main job: answering, seeing the first page, summarising, starting."""

from collections.abc import Iterator

from tests.benchmarks import phone, serving, starting, summarising
from tests.benchmarks.figures import Figure
from tests.benchmarks.programs import workplace
from tests.postgres import Cluster


def measure() -> Iterator[Figure]:
    """All figures, on both databases where there is a difference."""
    yield from starting.measure()
    yield from phone.measure()
    yield from serving.measure(None)
    yield from summarising.measure(None)
    with workplace() as folder, Cluster(folder / "cluster", durable=True) as cluster:
        yield from serving.measure(cluster)
        yield from summarising.measure(cluster)
