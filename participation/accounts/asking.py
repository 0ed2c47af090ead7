"""What this site asks browsers for when passkeys are made and used."""

from datetime import datetime

from flask import current_app

from participation.accounts.challenges import new_challenge
from participation.accounts.models import Account
from participation.accounts.passkeys import Site, creation_options, request_options, site
from participation.accounts.queries import passkeys
from participation.organisations.queries import instance

SIGNING_IN = "sign in"


def here() -> Site | None:
    """The site that passkeys are made for; None where there can be none."""
    return site(current_app.extensions["settings"].base_url)


def creating(account: Account) -> str:
    """What the challenge of a new passkey is for: nobody else can answer it."""
    return f"create {account.public_id}"


def sign_in_request(now: datetime) -> str:
    """What the sign-in page hands to the browser, as JSON; empty where there can be no passkeys."""
    where = here()
    return request_options(where, new_challenge(SIGNING_IN, now)) if where else ""


def creation_request(account: Account, now: datetime) -> str:
    """What the page for a new passkey hands to the browser, as JSON; empty where there can be none."""
    where = here()
    if where is None:
        return ""
    known = [one.credential_id for one in passkeys(account)]
    owner = (account.public_id, account.email, account.name)
    return creation_options(where, new_challenge(creating(account), now), owner, instance().name, known)
