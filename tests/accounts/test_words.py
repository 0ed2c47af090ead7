"""What the audit trail calls things."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from participation.accounts.words import action_names, action_word
from participation.i18n import speaking

ROOT = Path(__file__).parent.parent.parent


def deeds() -> Iterator[str]:
    """The literal action of every call of ``audit``."""
    for folder in ("participation", "surveys"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "audit":
                    yield from (str(one.value) for one in node.args[1:2] if isinstance(one, ast.Constant))


def test_every_deed_has_a_name(app: Flask) -> None:
    found = sorted(set(deeds()))
    assert len(found) > 10
    with app.test_request_context(), speaking("de"):
        assert [deed for deed in found if deed not in action_names()] == []


@pytest.mark.parametrize("key", ["something_new", "x"])
def test_an_unknown_key_is_shown_as_it_is(app: Flask, key: str) -> None:
    with app.test_request_context(), speaking("de"):
        assert action_word(key) == key.replace("_", " ")
