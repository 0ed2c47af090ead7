"""Keys for one purpose each from the secret of the instance, and hashes that nobody can try out without them. Pure."""

import hmac

SECRET_BYTES = 16


def derive(secret: bytes, purpose: str) -> bytes:
    """A key of 32 bytes for one purpose from the secret of the instance (HKDF-SHA256, RFC 5869, without salt).

    Raises ValueError for a secret of fewer than 16 bytes.
    """
    if len(secret) < SECRET_BYTES:
        raise ValueError(f"the secret must have at least {SECRET_BYTES} bytes")
    extracted = hmac.digest(bytes(32), secret, "sha256")
    return hmac.digest(extracted, purpose.encode() + b"\x01", "sha256")


def keyed_hash(key: bytes, *parts: str) -> str:
    """The hash of these parts (64 hexadecimal digits), for what is too short to be hashed without a key.

    Unmistakable: ``("ab", "c")`` and ``("a", "bc")`` give different ones.
    """
    encoded = [part.encode() for part in parts]
    return hmac.digest(key, b"".join(b"%d\x00%s" % (len(part), part) for part in encoded), "sha256").hex()
