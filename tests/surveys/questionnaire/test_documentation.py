"""docs/questionnaire-format.md tells the truth."""

import json
import re
from pathlib import Path

from surveys.questionnaire import KINDS, check, load
from surveys.questionnaire.conditions import OPERATORS
from tests.surveys.questionnaire.test_schema import SCHEMA

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "questionnaire-format.md").read_text(encoding="utf-8")
EXAMPLE = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)[0]


def test_the_example_may_open() -> None:
    assert [str(finding) for finding in check(load(EXAMPLE)) if finding.level == "blocking"] == []


def test_every_kind_operator_and_member_is_described() -> None:
    members = {name for each in SCHEMA["$defs"].values() for name in each.get("properties", {})}
    words = {*KINDS, *OPERATORS, *members, *json.loads(EXAMPLE)}
    assert [word for word in sorted(words) if f"`{word}" not in PAGE] == []
