"""Named writes of reported barriers: they add to the running transaction, the edge commits."""

from datetime import datetime

from sqlalchemy import delete

from participation.accounts.actions import audit
from participation.accounts.models import Account
from participation.barriers.models import BarrierReport
from participation.barriers.rules import KEPT_AFTER_ANSWER
from participation.extensions import db
from participation.languages import DEFAULT
from participation.mail.actions import queue_mail
from participation.mail.message import Message
from participation.mail.texts import absolute, mail_text
from participation.organisations.queries import instance

MAIL_KIND = "barrier_report"
LIST = "/verwaltung/barrieren/"


def report_barrier(page: str, text: str, email: str, now: datetime) -> BarrierReport:
    """Keeps what somebody reported and tells the office by mail; ``email`` is empty when no answer is wanted."""
    report = BarrierReport(page=page, text=text, email=email, reported_at=now)
    db.session.add(report)
    db.session.flush()
    office = instance().contact_email
    if office:
        subject, body = mail_text("barrier_report", DEFAULT, report=report, address=absolute(LIST))
        queue_mail(Message(MAIL_KIND, office, DEFAULT, subject, body), now)
    return report


def answer_report(report: BarrierReport, account: Account, now: datetime) -> None:
    """Notes that the report has been answered or, without an address, dealt with."""
    report.answered_at, report.answered_by = now, account
    audit(account, "answer_report", "barrier_report", report.public_id, now, of=None)


def delete_answered(now: datetime) -> int:
    """Deletes reports that were answered a year ago; how many."""
    old = delete(BarrierReport).where(BarrierReport.answered_at < now - KEPT_AFTER_ANSWER).returning(BarrierReport.id)
    return len(db.session.execute(old).all())
