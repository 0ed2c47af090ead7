"""Column types and values that every table shares: moments in UTC, texts in several languages, public ids."""

import secrets
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, String
from sqlalchemy.types import TypeDecorator

Text = dict[str, str]
"""Language tag to text, such as ``{"de": "Umfrage", "en": "Survey"}``."""

Json = dict[str, Any]
"""What a JSON column without a fixed shape holds."""

PUBLIC_ID_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
PUBLIC_ID_LENGTH = 10
PublicId = String(PUBLIC_ID_LENGTH)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC. Refuses naive values, gives aware ones back on SQLite and PostgreSQL alike."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  # SQLAlchemy's signature
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


def new_public_id() -> str:
    """Ten random characters (50 bits) that name a thing in an address; easily confused characters are left out."""
    return "".join(secrets.choice(PUBLIC_ID_ALPHABET) for _ in range(PUBLIC_ID_LENGTH))
