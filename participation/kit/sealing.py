"""Sealed values: what lies in the database but can be read only with the secret of the instance. Pure."""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12


class SealError(Exception):
    """A value that was not sealed with this key for this place, or was changed since."""


def seal(key: bytes, place: str, value: bytes) -> bytes:
    """The value under AES-256-GCM; it can be opened only with the key and for the same place (a row's public id)."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, value, place.encode())


def unseal(key: bytes, place: str, sealed: bytes) -> bytes:
    """The value; raises SealError for another key or place, or for bytes that were changed."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode())
    except (InvalidTag, ValueError) as error:  # ValueError: too short to be anything
        raise SealError("sealed under another key, or damaged") from error
