"""A sealed moment in a form without session or cookie: programs that fill in forms are too fast or come too late."""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

QUICKEST = timedelta(seconds=3)
LONGEST = timedelta(hours=24)


def seal(key: str, now: datetime) -> str:
    """What the form holds: when it was shown, and proof that we wrote it."""
    moment = str(int(now.timestamp()))
    return f"{moment}.{_proof(key, moment)}"


def is_human(key: str, token: str, now: datetime) -> bool:
    """Whether we sealed the form, at least three seconds and at most a day ago."""
    moment, _dot, proof = token.partition(".")
    if not hmac.compare_digest(proof.encode(), _proof(key, moment).encode()):
        return False
    return QUICKEST <= now - datetime.fromtimestamp(int(moment), UTC) <= LONGEST


def _proof(key: str, moment: str) -> str:
    return hmac.digest(key.encode(), b"form seal " + moment.encode(), hashlib.sha256).hex()
