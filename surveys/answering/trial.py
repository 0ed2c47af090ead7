"""The trial (Probelauf): a key in the address lets staff try a survey in preparation at its real addresses."""

import hashlib
import hmac

from surveys.answering.state import state
from surveys.models import Poster, Survey

PARAMETER = "probelauf"


def trial_key(survey_public_id: str) -> str:
    """The key that opens this survey's trial; it opens nothing else and is worthless once the survey is open."""
    return hmac.new(state().trial_key, survey_public_id.encode(), hashlib.sha256).hexdigest()[:20]


def is_trial_key(survey_public_id: str, key: str) -> bool:
    """Whether the key belongs to the survey; compared in constant time."""
    return hmac.compare_digest(trial_key(survey_public_id).encode(), key.encode())


def trial_path(survey: Survey, poster: Poster | None = None) -> str:
    """The path (with key) under which the survey can be tried, from a poster's address or from its own."""
    path = f"/u/{poster.code}" if poster else f"/umfragen/{survey.slug}/"
    return f"{path}?{PARAMETER}={trial_key(survey.public_id)}"
