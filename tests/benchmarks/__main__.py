"""``python -m tests.benchmarks [SUITE ...]``: measure, print a table, write ``build/benchmarks.json``.

The exit code is 1 when a goal is missed.
"""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.benchmarks import figures
from tests.benchmarks.figures import Figure
from tests.benchmarks.mail import measure as measure_mail
from tests.benchmarks.platform import measure as measure_platform
from tests.benchmarks.surveys import measure as measure_surveys

RESULTS = Path(__file__).resolve().parents[2] / "build" / "benchmarks.json"
SUITES: dict[str, Callable[[], Iterator[Figure]]] = {
    "mail": measure_mail,
    "platform": measure_platform,
    "surveys": measure_surveys,
}
"""Name of a suite, with which the names of its figures begin, to what measures it figure by figure."""


def main() -> int:
    """Measure the named suites, or all; 0 when every goal is reached."""
    parser = argparse.ArgumentParser(prog="make bench", description="Measure beside a bare neighbour.")
    parser.add_argument("suites", nargs="*", metavar="SUITE", help=f"one of: {', '.join(SUITES)} (default: all)")
    chosen = parser.parse_args().suites or list(SUITES)
    if unknown := set(chosen) - set(SUITES):
        parser.error(f"no such suite: {', '.join(sorted(unknown))}")
    measured = []
    for suite in chosen:
        for figure in SUITES[suite]():
            print("  ".join(figure.cells()), flush=True)
            measured.append(figure)
    figures.write(RESULTS, chosen, measured)
    print(f"\n{figures.table(measured)}\n\nwritten to {RESULTS}")
    return 0 if all(figure.holds for figure in measured) else 1


if __name__ == "__main__":
    sys.exit(main())
