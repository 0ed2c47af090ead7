"""The JSON Schema and load() agree on the structure of a file."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import surveys.questionnaire
from surveys.questionnaire import DefinitionError, Questionnaire, dump, load
from tests.surveys.questionnaire.examples import example, loaded, named
from tests.surveys.questionnaire.test_load import JSON, MEANING, STRUCTURE, Change

SCHEMA = json.loads((Path(surveys.questionnaire.__file__).parent / "schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
BEYOND_SCHEMA = {code for _, _, code in MEANING}


def test_the_schema_is_a_schema_and_accepts_the_example() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert VALIDATOR.is_valid(example())
    assert VALIDATOR.is_valid(json.loads(dump(loaded())))


@pytest.mark.parametrize(("change", "path", "code"), STRUCTURE, ids=named)
def test_both_refuse_wrong_structure(change: Change, path: str, code: str) -> None:
    value = example()
    change(value)
    assert not VALIDATOR.is_valid(value), (path, code)


@pytest.mark.parametrize(("change", "path", "code"), MEANING, ids=named)
def test_references_are_beyond_the_schema(change: Change, path: str, code: str) -> None:
    value = example()
    change(value)
    assert VALIDATOR.is_valid(value), (path, code)


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every container of the document with each of its keys."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else []
    return [found for key in keys for found in [(value, key), *places(value[key])]]


@st.composite
def damaged(draw: st.DrawFn) -> dict[str, Any]:
    """The example with up to three members replaced, removed, renamed or copied from elsewhere."""
    value = example()
    for _ in range(draw(st.integers(1, 3))):
        found = places(value)
        container, key = found[draw(st.integers(0, len(found) - 1))]
        other, other_key = found[draw(st.integers(0, len(found) - 1))]
        match draw(st.sampled_from(["replace", "remove", "add", "copy"])):
            case "replace":
                container[key] = draw(JSON)
            case "remove":
                del container[key]
            case "add" if isinstance(container, dict):
                container[draw(st.text(max_size=5))] = draw(JSON)
            case "copy":
                container[key] = json.loads(json.dumps(other[other_key])) if other_key in _keys(other) else None
    return value


def _keys(container: Any) -> Any:
    return container if isinstance(container, dict) else range(len(container))


@settings(max_examples=300, deadline=None)
@given(damaged())
def test_load_and_schema_agree_on_damaged_files(value: dict[str, Any]) -> None:
    outcome = _outcome(value)
    if isinstance(outcome, Questionnaire):
        assert VALIDATOR.is_valid(value)
        assert load(dump(outcome)) == outcome
    elif not outcome & (BEYOND_SCHEMA | {"not_a_number", "too_deep", "number_too_long"}):
        assert not VALIDATOR.is_valid(value), outcome


def _outcome(value: dict[str, Any]) -> Questionnaire | set[str]:
    try:
        return load(json.dumps(value))
    except DefinitionError as error:
        return {problem.code for problem in error.problems}
