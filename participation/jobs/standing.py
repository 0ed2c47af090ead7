"""How each job stands, for the page of background work."""

from dataclasses import dataclass
from datetime import datetime

from participation.jobs.models import JobRecord
from participation.jobs.queries import job_records
from participation.jobs.registry import Job, all_jobs
from participation.jobs.rules import lease_is_free, next_run
from participation.jobs.words import every, lasted


@dataclass(frozen=True)
class Standing:
    """One job: when it ran last and for how long, how that went, when it runs next (None: at once)."""

    job: Job
    every: str
    ran_at: datetime | None = None
    lasted: str = ""
    running: bool = False
    result: str | None = None
    failing: bool = False
    failure: str | None = None
    failed_at: datetime | None = None
    next: datetime | None = None


def standings(now: datetime) -> list[Standing]:
    """All jobs of the application, in the order in which parts and features added them."""
    records = job_records()
    return [_standing(job, records.get(job.name), now) for job in all_jobs()]


def _standing(job: Job, record: JobRecord | None, now: datetime) -> Standing:
    often = every(job.every_seconds)
    if record is None or record.started_at is None:
        return Standing(job, often)
    started, ended, failed = record.started_at, record.ended_at, record.failed_at
    turn = next_run(job.every, started, record.requested_at, record.lease_until)
    return Standing(
        job,
        often,
        ran_at=started,
        lasted=lasted(ended - started) if ended is not None and ended >= started else "",
        running=not lease_is_free(record.lease_until, now),
        result=record.result,
        failing=failed is not None and failed >= started,
        failure=record.failure,
        failed_at=failed,
        next=turn if turn is not None and turn > now else None,
    )
