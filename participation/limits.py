"""Soft limits: who asks very often waits a little longer. Nobody is refused, and no address is kept.

What is counted is a hash under a key that lives in memory for an hour, cut down to 4,096 values: memory is bounded,
and a count belongs to no one address. Who shares a value with a crowd waits with it, by at most two seconds.
The key never leaves the process, so each process counts for itself and a shared store would have nothing to share.
"""

from array import array
from threading import Lock

LONGEST_DELAY = 2.0
WINDOW_SECONDS = 60
KEPT_DIGITS = 3  # hexadecimal digits of the hash
COUNTS = 16**KEPT_DIGITS


class CrowdLimit:
    """Counts requests per address and minute in this process and says how long the next one should wait.

    `rate` requests a minute are free; the delay then grows evenly and reaches `max_delay` seconds at twice the rate.
    Raises ValueError for a rate below 1 or a delay that is not above 0 and at most 2 seconds.
    """

    def __init__(self, rate: int, max_delay: float = LONGEST_DELAY) -> None:
        if rate < 1 or not 0 < max_delay <= LONGEST_DELAY:
            raise ValueError(f"a limit takes a rate from 1 and a delay of at most {LONGEST_DELAY} seconds")
        self._rate = rate
        self._max_delay = max_delay
        self._lock = Lock()
        self._minute = -1
        self._counts = _nothing_counted()

    def delay(self, client: str, now: float) -> float:
        """Seconds to wait before this request is served: 0 up to the rate.

        `client` is the hash that `participation.addresses.client_key` makes of an address; `now` in seconds of a
        steady clock.
        """
        place, minute = int(client[:KEPT_DIGITS], 16), int(now // WINDOW_SECONDS)
        with self._lock:
            if minute != self._minute:
                self._minute, self._counts = minute, _nothing_counted()
            self._counts[place] += 1
            over = self._counts[place] - self._rate
        return min(self._max_delay, max(0, over) / self._rate * self._max_delay)


def _nothing_counted() -> "array[int]":
    return array("L", bytes(COUNTS * array("L").itemsize))
