"""Posters: places with a short address each."""

import secrets
from datetime import datetime

from sqlalchemy import insert

from participation.accounts.actions import audit
from participation.accounts.models import Account
from participation.extensions import db
from surveys.models import Poster, Survey
from surveys.queries import posters_of
from surveys.rules import KIND

CODE_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
CODE_LENGTH = 6


def create_poster(
    survey: Survey, place: str, language: str | None, account: Account | None, now: datetime, code: str = ""
) -> Poster:
    """A place with its own short address."""
    code = code or new_code()
    poster = Poster(code=code, place=place.strip(), language=language or None, survey=survey)
    db.session.add(poster)
    db.session.flush()
    audit(account, "create_poster", KIND, survey.public_id, now, {"code": code}, of=survey.organisation_id)
    return poster


def copy_posters(of: Survey, into: Survey) -> int:
    """The same places with codes of their own: old sheets go on leading to the old survey. Returns how many."""
    places = [
        {"code": new_code(), "place": one.place, "language": one.language, "survey_id": into.id, "answers": 0}
        for one in db.session.scalars(posters_of(of))
    ]
    if places:
        db.session.execute(insert(Poster), places)
    return len(places)


def new_code() -> str:
    """A poster's short name, made by chance."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
