"""How long reports of barriers may wait and are kept. Pure."""

from datetime import timedelta

ANSWER_WITHIN = timedelta(days=30)
KEPT_AFTER_ANSWER = timedelta(days=365)
