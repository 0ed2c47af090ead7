"""What a measurement comes to: a figure with its goal, a table of them for people, a file of them for programs."""

import json
import operator
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

COMPARED: dict[str, Callable[[float, float], bool]] = {
    "<=": operator.le,
    "<": operator.lt,
    ">=": operator.ge,
    ">": operator.gt,
}
COLUMNS = ("figure", "value", "neighbour", "ratio", "goal", "holds")


@dataclass(frozen=True)
class Figure:
    """One measured number. `goal` (such as ">= 0.8") speaks of the ratio where there is a baseline, else of the value.

    Names begin with their suite: "surveys: ...".
    """

    name: str
    value: float
    unit: str
    goal: str
    baseline: float | None = None

    @property
    def ratio(self) -> float | None:
        """Value over baseline; None without a baseline."""
        return None if self.baseline is None else self.value / self.baseline

    @property
    def holds(self) -> bool:
        """Whether the goal is reached, by the numbers themselves and not by what is printed of them."""
        sign, bound = self.goal.split()
        return COMPARED[sign](self.value if self.ratio is None else self.ratio, float(bound))

    def as_json(self) -> dict[str, object]:
        """The members of ``build/benchmarks.json``."""
        return {
            "name": self.name,
            "value": rounded(self.value),
            "unit": self.unit,
            "baseline": None if self.baseline is None else rounded(self.baseline),
            "ratio": None if self.ratio is None else rounded(self.ratio),
            "goal": self.goal,
            "holds": self.holds,
        }

    def cells(self) -> tuple[str, ...]:
        """The row of the printed table."""
        return (
            self.name,
            f"{shown(self.value)} {self.unit}".strip(),
            "" if self.baseline is None else shown(self.baseline),
            "" if self.ratio is None else f"{self.ratio:.2f}",
            self.goal,
            "yes" if self.holds else "NO",
        )


def rounded(number: float) -> float:
    """Four significant digits: more than any measurement here can tell apart."""
    return float(f"{number:.4g}")


def shown(number: float) -> str:
    """The number for people."""
    return f"{number:,.0f}" if abs(number) >= 100 or number == int(number) else f"{number:.3g}"


def table(figures: Sequence[Figure]) -> str:
    """The figures under each other, in columns."""
    rows = [COLUMNS, *(figure.cells() for figure in figures)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(COLUMNS))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)


def write(path: Path, suites: Sequence[str], figures: Sequence[Figure]) -> None:
    """Write the figures of these suites into the file; what it says of other suites stays."""
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    kept = [one for one in known if one["name"].split(":")[0] not in suites]
    path.parent.mkdir(parents=True, exist_ok=True)
    everything = [*kept, *(figure.as_json() for figure in figures)]
    path.write_text(json.dumps(everything, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
