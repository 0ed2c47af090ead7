"""Typed access to the members of one JSON object. What does not fit is noted and replaced by a harmless value."""

import re
from collections.abc import Mapping
from typing import Self

from surveys.questionnaire.problems import Problems, shown

Text = Mapping[str, str]  # language tag -> text

LONGEST_TEXT = 4_000
KEY = re.compile(r"[a-z0-9_]{1,40}")
SLUG = re.compile(r"(?=.{1,80}\Z)[a-z0-9]+(-[a-z0-9]+)*")
LANGUAGE = re.compile(r"(?=.{2,35}\Z)[a-z]{2,3}(-[a-z0-9]{2,8})*")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


class Fields:
    """The members of one object of the file. Every reading method notes problems under the member's path."""

    def __init__(self, value: object, path: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            problems.add(path, "not_object")
            problems = Problems()  # one report is enough: the members that are missing now are no news
        self.members: Mapping[str, object] = value if isinstance(value, dict) else {}
        self.path = path
        self.problems = problems
        self.seen: set[str] = set()

    def at(self, name: str) -> str:
        """The path of a member."""
        return f"{self.path}.{name}" if self.path else name

    def has(self, name: str) -> bool:
        """Whether the member is there, whatever its value."""
        self.seen.add(name)
        return name in self.members

    def need(self, name: str) -> bool:
        """Whether the member is there; its absence is noted."""
        if self.has(name):
            return True
        self.problems.add(self.path, "missing", name=name)
        return False

    def word(self, name: str, pattern: re.Pattern[str] = KEY, code: str = "bad_key") -> str:
        """A required string that the whole pattern matches, else an empty one."""
        return self._word(self.members[name], self.at(name), pattern, code) if self.need(name) else ""

    def words(self, name: str, low: int, high: int, pattern: re.Pattern[str], code: str) -> tuple[str, ...]:
        """A list of different strings that the pattern matches; low 0 makes the member optional."""
        if low:
            self.need(name)
        words = [self._word(value, path, pattern, code) for value, path in self._entries(name, low, high)]
        self.refuse_repeated(self.at(name), words)
        return tuple(words)

    def text(self, name: str) -> Text:
        """A required text in at least one language."""
        return (self.optional_text(name) or {}) if self.need(name) else {}

    def optional_text(self, name: str) -> Text | None:
        """A text in at least one language, or None when the member is not there."""
        if not self.has(name):
            return None
        fields = Fields(self.members[name], self.at(name), self.problems)
        if not fields.members:
            fields.problems.add(fields.path, "text_no_language")
        return {tag: fields._translation(tag) for tag in fields.members}

    def flag(self, name: str) -> bool:
        """true or false; false when the member is not there."""
        value = self.members[name] if self.has(name) else False
        if isinstance(value, bool):
            return value
        self.problems.add(self.at(name), "not_boolean")
        return False

    def integer(self, name: str, low: int, high: int) -> int:
        """A required whole number in the range."""
        value = self.optional_integer(name, low, high) if self.need(name) else None
        return low if value is None else value

    def optional_integer(self, name: str, low: int, high: int) -> int | None:
        """A whole number in the range (5.0 is one, as in JSON Schema), or None when the member is not there."""
        if not self.has(name):
            return None
        value = self.members[name]
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            self.problems.add(self.at(name), "not_integer")
            return None
        if not low <= value <= high:
            self.problems.add(self.at(name), "out_of_range", low=low, high=high)
            return None
        return value

    def member(self, name: str) -> Self:
        """The fields of a member that is an object."""
        return type(self)(self.members.get(name), self.at(name), self.problems)

    def objects(self, name: str, low: int, high: int, needed: bool = True) -> list[Self]:
        """The fields of each entry of a list of objects."""
        if not needed and not self.has(name):
            return []
        self.need(name)
        return [type(self)(value, path, self.problems) for value, path in self._entries(name, low, high)]

    def refuse_unknown(self) -> None:
        """Note every member that nothing has asked for."""
        for name in self.members:
            if name not in self.seen:
                self.problems.add(self.path, "unknown_member", name=shown(name))

    def refuse_repeated(self, path: str, names: list[str]) -> None:
        """Note every name that comes twice."""
        for name in dict.fromkeys(name for index, name in enumerate(names) if name in names[:index]):
            if name:
                self.problems.add(path, "duplicate_entry", name=shown(name))

    def _entries(self, name: str, low: int, high: int) -> list[tuple[object, str]]:
        value: object = self.members[name] if self.has(name) else []
        path = self.at(name)
        if not isinstance(value, list):
            self.problems.add(path, "not_list")
        elif name in self.members and not low <= len(value) <= high:
            self.problems.add(path, "list_length", low=low, high=high)
        else:
            return [(entry, f"{path}[{index}]") for index, entry in enumerate(value)]
        return []

    def _word(self, value: object, path: str, pattern: re.Pattern[str], code: str) -> str:
        if not isinstance(value, str):
            self.problems.add(path, "not_string")
        elif not pattern.fullmatch(value):
            self.problems.add(path, code)
        else:
            return value
        return ""

    def _translation(self, tag: str) -> str:
        value = self.members[tag]
        path = self.at(tag) if LANGUAGE.fullmatch(tag) else self.path
        if not LANGUAGE.fullmatch(tag):
            self.problems.add(path, "bad_language")
        elif not isinstance(value, str):
            self.problems.add(path, "not_string")
        elif len(value) > LONGEST_TEXT:
            self.problems.add(path, "text_too_long", limit=LONGEST_TEXT)
        elif CONTROL.search(value):
            self.problems.add(path, "text_control")
        elif not value.strip():
            self.problems.add(path, "text_empty")
        else:
            return value
        return ""
