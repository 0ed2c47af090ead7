"""How large the heavy attacks and fault tests are: a tenth by default, full with ``ATTACKS=full``."""

import os

FULL = os.environ.get("ATTACKS") == "full"


def size(full: int) -> int:
    """Return ``full`` repetitions, or a tenth of them (at least one) in an ordinary run."""
    return full if FULL else max(1, full // 10)
