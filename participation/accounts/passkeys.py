"""Passkeys (WebAuthn, level 2): what browsers are asked for, and whether what they answer is right."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)


@dataclass(frozen=True)
class Site:
    """For whom passkeys are made: the host, and the origin that browsers must name."""

    host: str
    origin: str


@dataclass(frozen=True)
class Key:
    """The public half of a new passkey."""

    credential_id: str
    public_key: bytes
    sign_count: int


def site(base_url: str) -> Site | None:
    """The site of this address; None where browsers make no passkeys: without https, and for bare IP addresses."""
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    if _is_ip(host) or (parts.scheme != "https" and host != "localhost"):
        return None
    return Site(host, f"{parts.scheme}://{parts.netloc}")


def creation_options(
    where: Site, challenge: bytes, owner: tuple[str, str, str], brand: str, known: Sequence[str]
) -> str:
    """What a browser needs to make a passkey, as JSON. ``owner``: public id, address, name; ``known``: ids she has."""
    public_id, email, name = owner
    made = generate_registration_options(
        rp_id=where.host,
        rp_name=brand,
        user_id=public_id.encode(),
        user_name=email,
        user_display_name=name,
        challenge=challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=UserVerificationRequirement.REQUIRED
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=base64url_to_bytes(one)) for one in known],
    )
    return options_to_json(made)


def request_options(where: Site, challenge: bytes) -> str:
    """What a browser needs to offer the passkeys it has for this site, as JSON."""
    made = generate_authentication_options(
        rp_id=where.host, challenge=challenge, user_verification=UserVerificationRequirement.REQUIRED
    )
    return options_to_json(made)


def claimed(credential: str) -> tuple[str, bytes] | None:
    """Id and challenge that an answer names, not yet believed; None when it is no answer at all."""
    try:
        answer = json.loads(credential)
        said = json.loads(base64url_to_bytes(answer["response"]["clientDataJSON"]))
        return str(answer["id"]), base64url_to_bytes(said["challenge"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def verify_creation(where: Site, credential: str, challenge: bytes) -> Key | None:
    """The new passkey's public half; None unless the answer is right and its owner was verified."""
    try:
        made = verify_registration_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=where.host,
            expected_origin=where.origin,
            require_user_verification=True,
        )
    except Exception:  # noqa: BLE001  # a forged answer makes the library and its parsers raise anything
        return None
    return Key(bytes_to_base64url(made.credential_id), made.credential_public_key, made.sign_count)


def verify_use(where: Site, credential: str, challenge: bytes, key: Key) -> int | None:
    """The passkey's new counter; None unless the answer is right, newer than the last, and its owner was verified."""
    try:
        used = verify_authentication_response(
            credential=credential,
            expected_challenge=challenge,
            expected_rp_id=where.host,
            expected_origin=where.origin,
            credential_public_key=key.public_key,
            credential_current_sign_count=key.sign_count,
            require_user_verification=True,
        )
    except Exception:  # noqa: BLE001  # a forged answer makes the library and its parsers raise anything
        return None
    return used.new_sign_count


def _is_ip(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
