"""One byte sequence for one value, so that a hash means something."""

from __future__ import annotations

import hashlib
import json


def canonical_json(value: object) -> bytes:
    """Return ``value`` as JSON with sorted keys, no spaces, UTF-8. Raises ValueError for NaN and infinities."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode("utf-8")


def sha256_hex(data: bytes) -> str:
    """Return the SHA-256 of ``data`` as 64 hex digits."""
    return hashlib.sha256(data).hexdigest()
