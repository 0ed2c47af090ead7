"""Attempts: one filling-in of a survey, known by a random, signed token in its form, and the receipt made of it.

Nothing here is stored and nothing tells a time or a person. A repeat of the same form carries the same token, so it
has the same hash in the ledger and gets the same receipt without a look-up.
"""

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass

RANDOM_BYTES = 16
VERSIONS = 2**24
RECEIPT_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 32 signs, none of which is taken for another
RECEIPT_LENGTH = 14  # characters, the two hyphens included
TOKEN_LENGTH = 48  # characters, of any survey and version
TOKEN = re.compile(rf"[A-Za-z0-9_-]{{{TOKEN_LENGTH}}}")
BODY_BYTES = 3 + 1 + RANDOM_BYTES  # version, trial, random part; a signature of 16 bytes follows


@dataclass(frozen=True, slots=True)
class Attempt:
    """What a genuine token says. `id_hash` (64 hexadecimal digits) is all of it that may be kept."""

    id_hash: str
    version: int
    trial: bool


def issue(key: bytes, survey: str, version: int, trial: bool, random_bytes: bytes) -> str:
    """A token for a new form, always 48 URL-safe characters; `random_bytes` are 16 fresh ones, `version` below 2^24.

    Raises ValueError for other lengths and versions.
    """
    if len(random_bytes) != RANDOM_BYTES or not 0 <= version < VERSIONS:
        raise ValueError(f"an attempt takes {RANDOM_BYTES} random bytes and a version from 0 to {VERSIONS - 1}")
    body = version.to_bytes(3, "big") + bytes([trial]) + random_bytes
    return base64.urlsafe_b64encode(body + _signature(key, survey, body)).decode("ascii")


def read(key: bytes, survey: str, token: str) -> Attempt | None:
    """The attempt of a token that was issued with this key for this survey; None for any other text."""
    body = _genuine_body(key, survey, token)
    if body is None:
        return None
    id_hash = hashlib.sha256(_message("attempt id", survey, body[4:])).hexdigest()
    return Attempt(id_hash, int.from_bytes(body[:3], "big"), bool(body[3]))


def receipt(key: bytes, survey: str, token: str) -> str:
    """The receipt of an attempt, such as "7KQM-2XHD-RT9C": the same for every repeat, not to be guessed from outside.

    Raises ValueError for a token that `read` refuses.
    """
    body = _genuine_body(key, survey, token)
    if body is None:
        raise ValueError("not a token of this survey")
    digest = hmac.digest(key, _message("receipt", survey, body), "sha256")
    signs = "".join(RECEIPT_ALPHABET[byte % 32] for byte in digest[:12])
    return f"{signs[:4]}-{signs[4:8]}-{signs[8:]}"


def _genuine_body(key: bytes, survey: str, token: str) -> bytes | None:
    if not TOKEN.fullmatch(token):
        return None
    data = base64.urlsafe_b64decode(token)
    body, signature = data[:BODY_BYTES], data[BODY_BYTES:]
    return body if hmac.compare_digest(signature, _signature(key, survey, body)) else None


def _signature(key: bytes, survey: str, body: bytes) -> bytes:
    return hmac.digest(key, _message("attempt", survey, body), "sha256")[:16]


def _message(purpose: str, survey: str, data: bytes) -> bytes:
    """Unmistakable: no two of (purpose, survey, data) give the same bytes."""
    name = survey.encode()
    return b"%s\x00%d\x00%s%s" % (purpose.encode(), len(name), name, data)
