"""Answers: how many, what they say, which attempts they came by."""

from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import func, select

from participation.extensions import db
from surveys.models import Answer, LedgerEntry, Survey

ROWS_AT_A_TIME = 2_000


def answer_count(survey: Survey) -> int:
    """How many answers have reached the database (those in the spool not yet)."""
    return db.session.scalar(select(func.count()).select_from(Answer).where(Answer.survey_id == survey.id)) or 0


def answer_counts() -> dict[int, int]:
    """Survey id to number of answers, for lists."""
    counted = select(Answer.survey_id, func.count()).group_by(Answer.survey_id)
    return dict(db.session.execute(counted).all())


def tried(survey_ids: Collection[int]) -> set[int]:
    """Those of the surveys in preparation that somebody has answered on trial."""
    once = select(Answer.id).where(Answer.survey_id == Survey.id).exists()
    return set(db.session.scalars(select(Survey.id).where(Survey.id.in_(survey_ids), once)))


def payloads(survey: Survey) -> Iterator[str]:
    """The closed answers (canonical JSON), one by one, in the order of their random keys."""
    statement = select(Answer.payload).where(Answer.survey_id == survey.id)
    return iter(db.session.scalars(statement, execution_options={"yield_per": ROWS_AT_A_TIME}))


def known_attempts(survey: Survey, hashes: Sequence[str]) -> set[str]:
    """Those of the attempts that are in the ledger already."""
    known: set[str] = set()
    for start in range(0, len(hashes), 500):
        part = hashes[start : start + 500]
        found = select(LedgerEntry.attempt_hash).where(
            LedgerEntry.survey_id == survey.id, LedgerEntry.attempt_hash.in_(part)
        )
        known.update(db.session.scalars(found))
    return known
