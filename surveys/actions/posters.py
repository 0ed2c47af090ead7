"""Posters: places with a short address each."""

import secrets
from datetime import datetime

from participation.accounts.actions import audit
from participation.accounts.models import Account
from participation.extensions import db
from surveys.models import Poster, Survey
from surveys.rules import KIND

CODE_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
CODE_LENGTH = 6


def create_poster(
    survey: Survey, place: str, language: str | None, account: Account | None, now: datetime, code: str = ""
) -> Poster:
    """A place with its own short address."""
    code = code or "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
    poster = Poster(code=code, place=place.strip(), language=language or None, survey=survey)
    db.session.add(poster)
    db.session.flush()
    audit(account, "create_poster", KIND, survey.public_id, now, {"code": code}, of=survey.organisation_id)
    return poster
