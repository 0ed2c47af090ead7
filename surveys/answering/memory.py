"""What a process knows for a moment, so that a crowd does not ask the database once for each of its people. Pure."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Known = TypeVar("Known")


class Memory(Generic[Key, Known]):
    """Values by key, each known for ``seconds`` from the moment it was looked up. ``time`` counts seconds.

    Safe for many threads. When a value is no longer fresh, one of them looks anew and the others go on with the old
    one until it has. At most ``most`` keys are kept; one more, and all are forgotten.
    """

    def __init__(self, seconds: float, most: int, time: Callable[[], float]) -> None:
        self.seconds = seconds
        self._most = most
        self._time = time
        self._kept: dict[Key, tuple[float, Known]] = {}

    def fresh(self, key: Key) -> Known | None:
        """What ``get`` would answer without looking; None when it would look, or when it found None."""
        found = self._kept.get(key)
        return found[1] if found is not None and self._is_fresh(found[0]) else None

    def get(self, key: Key, look: Callable[[], Known]) -> Known:
        """The value, from memory or from ``look``; whatever that raises is raised, and remembered by nobody."""
        found, moment = self._kept.get(key), self._time()
        if found is not None and self._is_fresh(found[0]):
            return found[1]
        if found is not None:
            self._kept[key] = (moment, found[1])  # meanwhile the other threads need not all look
        elif len(self._kept) >= self._most:
            self._kept.clear()
        try:
            known = look()
        except BaseException:
            self._kept.pop(key, None)
            raise
        self._kept[key] = (moment, known)
        return known

    def clear(self) -> None:
        """Forgets everything."""
        self._kept.clear()

    def _is_fresh(self, moment: float) -> bool:
        return self._time() - moment <= self.seconds
