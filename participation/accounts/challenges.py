"""Challenges for passkeys: signed, so that showing a page writes nothing; each is answered once (SpentChallenge)."""

import hmac
import secrets
from datetime import UTC, datetime

from participation.accounts.rules import CHALLENGE_LENGTH
from participation.accounts.sealing import instance_key

RANDOM_BYTES = 16
TIME_BYTES = 6
SIGNATURE_BYTES = 16


def new_challenge(purpose: str, now: datetime) -> bytes:
    """A challenge that counts for ten minutes and for this purpose only."""
    body = secrets.token_bytes(RANDOM_BYTES) + int((now + CHALLENGE_LENGTH).timestamp()).to_bytes(TIME_BYTES, "big")
    return body + _signature(purpose, body)


def is_genuine(challenge: bytes, purpose: str, now: datetime) -> bool:
    """Whether this instance made the challenge for the purpose, and it still counts."""
    body, signature = challenge[:-SIGNATURE_BYTES], challenge[-SIGNATURE_BYTES:]
    if len(body) != RANDOM_BYTES + TIME_BYTES or not hmac.compare_digest(signature, _signature(purpose, body)):
        return False
    return now < datetime.fromtimestamp(int.from_bytes(body[RANDOM_BYTES:], "big"), UTC)


def _signature(purpose: str, body: bytes) -> bytes:
    return hmac.digest(instance_key("challenges"), purpose.encode() + b"\0" + body, "sha256")[:SIGNATURE_BYTES]
