"""The page of components shows every one there is."""

import re
from collections.abc import Callable
from pathlib import Path

from participation.permissions import Role
from tests.visiting import Visitor

COMPONENTS = Path(__file__).parent.parent / "templates" / "components"


def test_every_component_is_shown(sign_in: Callable[..., Visitor]) -> None:
    page = sign_in(Role.EDITOR).visit("/verwaltung/bausteine")
    shown = {name for heading in page.root.iter("code") for name in re.split(", ", "".join(heading.itertext()).strip())}
    assert {path.stem for path in COMPONENTS.glob("*.html")} - shown == {"breadcrumb", "error_summary"}  # in other use
