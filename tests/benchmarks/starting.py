"""How long `participation serve` takes on existing data until a visitor gets a page."""

import statistics
import time
from collections.abc import Iterator

from tests.benchmarks.calm import wait_until_calm
from tests.benchmarks.figures import Figure
from tests.benchmarks.programs import load_demo_into, place, product, workplace

PATH = "/u/digi26"
RUNS = 3


def measure() -> Iterator[Figure]:
    """The median of a few starts."""
    with workplace() as folder:
        where = place(folder, None, "start")
        load_demo_into(where.app())
        seconds = []
        for _ in range(RUNS):
            wait_until_calm()
            began = time.perf_counter()
            with product(where, PATH):
                seconds.append(time.perf_counter() - began)
        yield Figure("surveys: serve on existing data answers after", statistics.median(seconds), "s", "< 3")
