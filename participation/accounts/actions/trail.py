"""Lines of the audit trail. Every action that somebody is answerable for writes its own."""

from datetime import datetime

from participation.accounts.models import Account, AuditLine
from participation.extensions import db
from participation.types import Json


def audit(
    account: Account | None,
    action: str,
    subject_kind: str,
    subject_id: str,
    now: datetime,
    details: Json | None = None,
    *,
    of: int | None,
) -> None:
    """Writes one line of the audit trail; ``account`` is None when a command or a job acted.

    ``of``: the organisation that the thing belongs to, whose people may read the line; None for what belongs to the
    whole instance and is read by those who may read everything.
    """
    db.session.add(
        AuditLine(
            at=now,
            account_id=account.id if account else None,
            organisation_id=of,
            action=action,
            subject_kind=subject_kind,
            subject_id=subject_id,
            details=details or {},
        )
    )
