"""Promises about all commands at once: each explains itself and stands in the operator's guide."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from flask import Flask

GUIDE = Path(__file__).parent.parent / "docs" / "operating.md"
DOCUMENTED = re.compile(r"^\| `participation ((?:[a-z]+(?:-[a-z]+)*(?: |(?=`)))+)", re.MULTILINE)


def commands(group: click.Group, before: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Our commands with the words that call them."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands(command, (*before, name))
        else:
            yield (*before, name), command


def test_the_operators_guide_lists_the_commands_there_are(app: Flask) -> None:
    documented = {tuple(words.split()) for words in DOCUMENTED.findall(GUIDE.read_text(encoding="utf-8"))}
    assert documented == {words for words, _command in commands(app.cli)}


def test_each_command_explains_itself(app: Flask) -> None:
    assert [words for words, command in commands(app.cli) if not command.help] == []


@pytest.mark.parametrize(
    "arguments", [["login-link"], ["login-link", "nobody@example.org"], ["survey", "open", "nichts"]]
)
def test_what_is_impossible_ends_with_a_sentence_and_code_two(app: Flask, arguments: list[str]) -> None:
    result = app.test_cli_runner().invoke(args=arguments)
    assert result.exit_code == 2
    assert result.stderr.strip().endswith(".")
    assert "Traceback" not in result.output
