"""What a process knows for a moment."""

import pytest

from surveys.answering.memory import Memory


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def memory(clock: Clock) -> Memory[str, int | None]:
    """Knows two things for a second each."""
    return Memory(1.0, 2, clock)


def test_it_looks_again_after_a_second(memory: Memory[str, int | None], clock: Clock) -> None:
    assert memory.get("a", lambda: 1) == 1
    clock.seconds = 1.0
    assert (memory.get("a", lambda: 2), memory.fresh("a")) == (1, 1)
    clock.seconds = 1.1
    assert memory.fresh("a") is None
    assert memory.get("a", lambda: 2) == 2


def test_that_there_is_nothing_is_known_as_well(memory: Memory[str, int | None]) -> None:
    assert memory.get("a", lambda: None) is None
    assert memory.get("a", lambda: 1) is None


def test_while_one_looks_anew_the_others_go_on_with_what_was_known(
    memory: Memory[str, int | None], clock: Clock
) -> None:
    memory.get("a", lambda: 1)
    clock.seconds = 5.0
    seen: list[int | None] = []

    def look() -> int:
        seen.append(memory.get("a", lambda: 3))
        return 2

    assert memory.get("a", look) == 2
    assert seen == [1]


def test_a_failure_is_not_remembered(memory: Memory[str, int | None], clock: Clock) -> None:
    def fail() -> int:
        raise OSError("no database")

    memory.get("a", lambda: 1)
    clock.seconds = 5.0
    with pytest.raises(OSError, match="no database"):
        memory.get("a", fail)
    assert memory.get("a", lambda: 2) == 2


def test_it_never_grows_beyond_its_size(memory: Memory[str, int | None]) -> None:
    for key in ("a", "b", "c"):
        memory.get(key, lambda: 1)
    assert [memory.fresh(key) for key in ("a", "b", "c")] == [None, None, 1]
    memory.clear()
    assert memory.fresh("c") is None
