"""How tries at the door are known."""

import hmac

from participation.accounts.sealing import instance_key


def tries_key(kind: str, value: str) -> str:
    """What wrong tries for an address or an account are counted by: a hash that only this instance can make."""
    return hmac.digest(instance_key("tries"), f"{kind} {value.strip().lower()}".encode(), "sha256").hex()
