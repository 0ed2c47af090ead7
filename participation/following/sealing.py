"""Addresses of followers: sealed, known again by a hash, and let go by a link that never changes."""

import base64
import hmac

from flask import Flask, current_app

from participation.kit.keys import derive
from participation.kit.sealing import seal, unseal
from participation.types import PUBLIC_ID_LENGTH

MAC_BYTES = 16


def init_app(app: Flask) -> None:
    """Derives the keys from the secret of the instance."""
    secret: bytes = app.extensions["settings"].secret_key.encode()
    app.extensions["following_keys"] = {name: derive(secret, f"following {name}") for name in ("seal", "hash", "leave")}


def address_hash(address: str) -> str:
    """What the same address is known by; without the secret nobody can try addresses."""
    return hmac.digest(_key("hash"), address.casefold().encode(), "sha256").hex()


def seal_address(public_id: str, address: str) -> bytes:
    """The address for the subscription of that public id."""
    return seal(_key("seal"), public_id, address.encode())


def open_address(public_id: str, sealed: bytes) -> str:
    """The address; raises SealError when it was sealed under another secret."""
    return unseal(_key("seal"), public_id, sealed).decode()


def leave_secret(public_id: str) -> str:
    """What a link holds that ends the subscription, in every mail the same, so that even old mails can."""
    mac = hmac.digest(_key("leave"), public_id.encode(), "sha256")[:MAC_BYTES]
    return public_id + base64.urlsafe_b64encode(mac).decode().rstrip("=")


def left_by(secret: str) -> str | None:
    """Public id of the subscription that this link may end; None for any other text."""
    public_id = secret[:PUBLIC_ID_LENGTH]
    genuine = secret.isascii() and hmac.compare_digest(leave_secret(public_id), secret)
    return public_id if genuine else None


def _key(name: str) -> bytes:
    key: bytes = current_app.extensions["following_keys"][name]
    return key
