"""Keys for one purpose each, made from the secret of the instance. Pure."""

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
