"""Drawing a draft as a task: started at the desk, done beside the requests, committed together with its result."""

from datetime import datetime

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from participation.accounts.models import Account
from participation.disclosure.noise import two_sided_geometric
from participation.errors import UserError
from participation.extensions import db
from participation.jobs import TaskKind
from participation.jobs.actions import start_task
from participation.jobs.models import Task
from participation.jobs.progress import Progress
from participation.summaries.actions import draw_draft
from participation.summaries.sources import Subject, source_of
from participation.types import Json


def start_drawing(subject: Subject, account: Account, now: datetime, language: str) -> Task:
    """The task that draws the subject's draft."""
    order: Json = {"kind": subject.kind, "subject": subject.public_id, "of": subject.organisation_id, "by": account.id}
    return start_task(DRAWING, subject.title, order, account, subject.organisation_id, now, language)


def _draw(order: Json, progress: Progress, now: datetime) -> Json:
    progress.report(0, 0, _("Answers are counted, and the counts altered by chance …"))
    source = source_of(order["kind"])
    subjects = source.subjects([order["of"]]) if source else ()
    subject = next((one for one in subjects if one.public_id == order["subject"]), None)
    if source is None or subject is None:
        raise UserError(_("What was to be summarised is not there any more."))
    author = db.session.get_one(Account, order["by"])
    return {"draft": draw_draft(source, subject, author, now, two_sided_geometric).public_id}


def _address(result: Json) -> str:
    return url_for("summaries.show", public_id=result["draft"])


DRAWING = TaskKind("draw_draft", _l("Draw a draft"), _draw, address=_address)
