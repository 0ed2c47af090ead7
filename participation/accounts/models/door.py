"""What happens before anybody is signed in: wrong tries, and links that somebody asked for."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from participation.extensions import Model
from participation.types import UtcDateTime


class FailedTries(Model):
    """How often in a row somebody was wrong, for an address whether it has an account or not; known as a hash only."""

    __tablename__ = "failed_tries"

    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    next_at: Mapped[datetime] = mapped_column(UtcDateTime)


class LinkRequest(Model):
    """An address that a sign-in link was asked for. A job answers, so that asking takes the same time for all."""

    __tablename__ = "link_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
