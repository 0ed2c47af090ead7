"""A figure says whether its goal holds by its own numbers; the file keeps what other suites have measured."""

import json
from pathlib import Path

import pytest

from tests.benchmarks.figures import Figure, write


@pytest.mark.parametrize(
    ("value", "baseline", "goal", "holds"),
    [
        (90.0, 100.0, ">= 0.9", True),
        (89.9, 100.0, ">= 0.9", False),
        (74.9, None, "< 75", True),
        (75.0, None, "< 75", False),
        (75.0, None, "<= 75", True),
        (0.9999, 1.0, ">= 1.0", False),
    ],
)
def test_a_goal_speaks_of_the_ratio_where_there_is_a_neighbour(
    value: float, baseline: float | None, goal: str, holds: bool
) -> None:
    assert Figure("suite: figure", value, "s", goal, baseline).holds is holds


def test_figures_of_other_suites_stay_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "build" / "benchmarks.json"
    write(path, ["one"], [Figure("one: a", 1.0, "s", "< 2"), Figure("one: b", 1.0, "s", "< 2", 2.0)])
    write(path, ["two"], [Figure("two: a", 3.0, "s", "< 2")])
    write(path, ["one"], [Figure("one: a", 1.5, "s", "< 2")])
    told = json.loads(path.read_text(encoding="utf-8"))
    kept = [(one["name"], one["value"], one["holds"]) for one in told]
    assert kept == [("two: a", 3.0, False), ("one: a", 1.5, True)]
    assert set(told[0]) == {"name", "value", "unit", "baseline", "ratio", "goal", "holds"}
