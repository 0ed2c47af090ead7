"""The kit's README has one line for each module, so that people find what is there before they write it again."""

import re
from pathlib import Path

KIT = Path(__file__).parents[2] / "participation" / "kit"
LINE = re.compile(r"^\| `([a-z_]+)` \|", re.MULTILINE)


def test_each_module_has_one_line_in_order() -> None:
    modules = {path.stem for path in KIT.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    lines = LINE.findall((KIT / "README.md").read_text(encoding="utf-8"))
    assert len(lines) > 4
    assert lines == sorted(modules - {"__init__"})
