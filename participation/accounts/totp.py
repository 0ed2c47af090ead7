"""One-time codes of an authenticator app (TOTP, RFC 6238), and the codes for an emergency. Pure."""

import hmac
import secrets
from datetime import datetime

import pyotp

STEP_SECONDS = 30
DRIFT = 1
"""How many steps a phone's clock may be off, either way."""

EMERGENCY_CODES = 10
EMERGENCY_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
EMERGENCY_LENGTH = 16  # 79 bits: nobody guesses one, so that its plain hash may be kept


def new_totp_secret() -> str:
    """A fresh secret in base32, as authenticator apps take it."""
    return pyotp.random_base32()


def totp_address(secret: str, email: str, brand: str) -> str:
    """The address whose QR code an authenticator app reads."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=brand)


def matching_step(secret: str, code: str, now: datetime, after: int | None) -> int | None:
    """The time step whose code this is, None when it is none of those that count now.

    ``after``: the step used last; it and all before it no longer count, so that no code works twice. All possible
    codes are compared, so that the time it takes tells nothing.
    """
    digits = "".join(code.split())
    current, totp = int(now.timestamp()) // STEP_SECONDS, pyotp.TOTP(secret)
    found = None
    for step in range(current - DRIFT, current + DRIFT + 1):
        right = hmac.compare_digest(totp.generate_otp(step).encode(), digits.encode())
        if right and (after is None or step > after):
            found = step
    return found


def new_emergency_code() -> str:
    """A code to write down, in groups of four."""
    signs = "".join(secrets.choice(EMERGENCY_ALPHABET) for _ in range(EMERGENCY_LENGTH))
    return "-".join(signs[start : start + 4] for start in range(0, EMERGENCY_LENGTH, 4))


def plain_emergency_code(typed: str) -> str:
    """The code as it was given out, however it was typed."""
    signs = "".join(sign for sign in typed.lower() if sign.isalnum())
    return "-".join(signs[start : start + 4] for start in range(0, len(signs), 4))
