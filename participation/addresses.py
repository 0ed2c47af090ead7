"""Where a request comes from, without keeping it: addresses leave this module only as hashes under a passing key."""

import hashlib
import hmac
import secrets
import time
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from flask import current_app, request

AN_HOUR = 3_600.0


@dataclass
class PassingKey:
    """A key that lives in memory only and is replaced every hour; afterwards no hash can be traced to an address."""

    key: bytes = b""
    until: float = 0.0

    def hash(self, value: str, moment: float) -> str:
        """HMAC-SHA256 of the value under the key of this hour; ``moment`` in monotonic seconds."""
        if moment >= self.until:
            self.key, self.until = secrets.token_bytes(32), moment + AN_HOUR
        return hmac.digest(self.key, value.encode(), hashlib.sha256).hex()


_KEY = PassingKey()


def client_key() -> str:
    """What limits count by: a hash of the visitor's address."""
    proxies = current_app.extensions["settings"].trusted_proxies
    address = client_address(request.remote_addr or "", request.headers.get("X-Forwarded-For", ""), proxies)
    return _KEY.hash(_place(address), time.monotonic())


def client_address(peer: str, forwarded: str, proxies: tuple[IPv4Network | IPv6Network, ...]) -> str:
    """The visitor's address: the peer's, or the last forwarded one that is not itself a trusted proxy."""
    if not proxies or not forwarded:
        return peer
    hops = [part.strip() for part in forwarded[:1000].split(",")]
    address = peer
    while hops and _is_trusted(address, proxies):
        address = hops.pop()
    return address


def _place(address: str) -> str:
    """The address, or for IPv6 its network of one household: whoever has one has all of its addresses."""
    if ":" not in address:
        return address
    try:
        parsed = _parsed(address)
    except ValueError:
        return address
    return str(parsed if isinstance(parsed, IPv4Address) else IPv6Network((int(parsed), 64), strict=False))


def _is_trusted(address: str, proxies: tuple[IPv4Network | IPv6Network, ...]) -> bool:
    try:
        parsed = _parsed(address)
    except ValueError:
        return False
    return any(parsed in network for network in proxies)


def _parsed(address: str) -> IPv4Address | IPv6Address:
    """The address; an IPv4 one that a server for both kinds writes as ::ffff:a.b.c.d is IPv4 again."""
    parsed = ip_address(address)
    return (parsed.ipv4_mapped or parsed) if isinstance(parsed, IPv6Address) else parsed
