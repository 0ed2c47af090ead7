"""Secrets of accounts that must be read again: sealed with a key made from the secret of the instance."""

from flask import current_app

from participation.kit.keys import derive
from participation.kit.sealing import SealError
from participation.kit.sealing import seal as seal_value
from participation.kit.sealing import unseal as unseal_value


def seal(text: str, purpose: str, owner: str) -> bytes:
    """The text, to be read again only for the same purpose and owner, by this instance."""
    return seal_value(instance_key(purpose), owner, text.encode())


def unseal(sealed: bytes, purpose: str, owner: str) -> str | None:
    """The text; None for what was sealed for something else, by another instance, or changed."""
    try:
        return unseal_value(instance_key(purpose), owner, sealed).decode()
    except SealError:
        return None


def instance_key(purpose: str) -> bytes:
    """A key of 32 bytes for one purpose of accounts."""
    return derive(current_app.extensions["settings"].secret_key.encode(), f"accounts: {purpose}")
