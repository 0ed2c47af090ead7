"""The attacker reads the source and tries to compute the noise again."""

from __future__ import annotations

import ast
from fractions import Fraction
from pathlib import Path

import pytest

import participation.disclosure
from participation.disclosure.counts import RowCount
from participation.disclosure.noise import Noise, two_sided_geometric
from participation.disclosure.noisy import noisy_row
from tests.disclosure.county import seeded, single

PACKAGE = Path(participation.disclosure.__file__).parent
MODULES = sorted(PACKAGE.glob("*.py"))
STDLIB = {
    "__future__", "collections", "csv", "dataclasses", "datetime", "fractions", "hashlib", "io", "json", "math", "re",
    "secrets", "typing",
}  # fmt: skip


def imports(source: str) -> set[str]:
    """Names of the packages that ``source`` imports, wherever the import stands."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0])
        elif isinstance(node, ast.Name) and node.id in ("__import__", "eval", "exec"):
            found.add(node.id)
    return found


def inexact(source: str) -> list[str]:
    """What in ``source`` computes with floating point or could repeat itself."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, float):
            found.append(f"constant {node.value}")
        if isinstance(node, (ast.BinOp, ast.AugAssign)) and isinstance(node.op, (ast.Div, ast.Pow)):
            found.append("true division or power")
        if isinstance(node, ast.Name) and node.id in ("float", "complex", "round", "math", "random", "numpy"):
            found.append(node.id)
        if isinstance(node, (ast.Name, ast.arg, ast.Attribute)) and "seed" in ast.dump(node).lower():
            found.append("seed")
    return found


@pytest.mark.attack
@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.name)
def test_no_seedable_generator(module: Path) -> None:
    source = module.read_text(encoding="utf-8")
    assert imports(source) <= STDLIB | {"participation"}
    assert ("secrets" in imports(source)) == (module.name == "noise.py")


@pytest.mark.attack
def test_the_sampler_has_no_floats() -> None:
    source = (PACKAGE / "noise.py").read_text(encoding="utf-8")
    assert imports(source) == {"__future__", "secrets", "collections", "fractions"}
    assert inexact(source) == []


UNSAFE = """
def noise(b):
    import random
    from numpy.random import default_rng
    random.seed(2025)
    return round(random.expovariate(1 / b) - 0.5)
"""


@pytest.mark.attack
def test_control_an_unsafe_sampler_is_seen() -> None:
    assert {"random", "numpy"} <= imports(UNSAFE)
    assert {"constant 0.5", "true division or power", "round", "random", "seed"} <= set(inexact(UNSAFE))


TRUE = RowCount(100, {"o0": 40, "o1": 30, "o2": 20, "o3": 7, "o4": 3})


def rederived(noise: Noise, guess: Noise) -> bool:
    """Whether replaying ``guess`` takes the noise off again."""
    row = noisy_row(single(), TRUE, Fraction(3), noise)
    return [int(cell) - guess(Fraction(3)) for cell in row.cells] == list(TRUE.cells.values())


@pytest.mark.attack
def test_no_seed_takes_the_noise_off() -> None:
    # A lucky guess of five draws has a chance of about one in 60,000 each: 50 seeds are harmless.
    assert sum(rederived(two_sided_geometric, seeded(seed)) for seed in range(50)) <= 1


@pytest.mark.attack
def test_control_a_seeded_sampler_is_taken_off() -> None:
    assert all(rederived(seeded(seed), seeded(seed)) for seed in (0, 42, 2025))
