"""From bytes to plain JSON values, refusing whatever could hurt before the parser meets it."""

import json
import re
from collections import Counter
from typing import NoReturn

from surveys.questionnaire.problems import DefinitionError, Problem, Problems, shown

LARGEST_FILE = 1_000_000
DEEPEST = 32

# A whole string, or one bracket. Possessive, and a string without an end runs to the end of the file: always linear.
BRACKETS = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[{]|[\]}]', re.DOTALL)


class Repeating(dict[str, object]):
    """A JSON object that names the members which were there more than once."""

    repeated: tuple[str, ...] = ()


def parse(data: bytes | str) -> object:
    """Read JSON text of at most 1 MB and 32 levels.

    Raises DefinitionError for anything that is not strict JSON in UTF-8, and for repeated members.
    """
    text = _decode(data)
    _refuse_depth(text)
    try:
        value: object = json.loads(text, object_pairs_hook=_members, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise _refusal("not_json", line=error.lineno, column=error.colno) from error
    except DefinitionError:
        raise
    except ValueError as error:  # Python refuses to convert integers of more than 4,300 digits
        raise _refusal("number_too_long") from error
    problems = Problems()
    _note_repeated(value, "", problems)
    problems.raise_if_any()
    return value


def _decode(data: bytes | str) -> str:
    size = len(data) if isinstance(data, bytes) else len(data.encode("utf-8", "surrogatepass"))
    if size > LARGEST_FILE:
        raise _refusal("too_large", limit=LARGEST_FILE)
    if isinstance(data, str):
        return data.removeprefix("\ufeff")
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise _refusal("not_utf8", position=error.start) from error


def _refuse_depth(text: str) -> None:
    depth = 0
    for match in BRACKETS.finditer(text):
        bracket = match.group()
        if bracket in ("[", "{"):
            depth += 1
            if depth > DEEPEST:
                raise _refusal("too_deep", limit=DEEPEST)
        elif bracket in ("]", "}"):
            depth -= 1


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = Repeating(pairs)
    if len(members) < len(pairs):
        members.repeated = tuple(name for name, times in Counter(name for name, _ in pairs).items() if times > 1)
    return members


def _refuse_constant(name: str) -> NoReturn:
    raise _refusal("not_a_number", name=name)


def _note_repeated(value: object, path: str, problems: Problems) -> None:
    if isinstance(value, Repeating):
        for name in value.repeated:
            problems.add(path, "duplicate_member", name=shown(name))
        for name, member in value.items():
            _note_repeated(member, f"{path}.{shown(name)}" if path else shown(name), problems)
    elif isinstance(value, list):
        for index, entry in enumerate(value):
            _note_repeated(entry, f"{path}[{index}]", problems)


def _refusal(code: str, **params: str | int) -> DefinitionError:
    return DefinitionError((Problem("", code, params),))
