"""A module that calls itself pure in its first lines is held to it by an import contract."""

import ast
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_what_calls_itself_pure_stands_in_the_contract() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    held = {module for one in contracts if "pure" in one["name"] for module in one["source_modules"]}
    claims = {name for name, words in first_words().items() if "Pure." in words or "Pure:" in words}
    assert len(claims) > 10
    assert {name for name in claims if not any(f"{name}.".startswith(f"{module}.") for module in held)} == set()


def first_words() -> dict[str, str]:
    """Name of each of our modules to its docstring."""
    files = [file for package in ("participation", "surveys") for file in (ROOT / package).rglob("*.py")]
    return {
        ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): ast.get_docstring(
            ast.parse(file.read_text(encoding="utf-8"))
        )
        or ""
        for file in files
    }
