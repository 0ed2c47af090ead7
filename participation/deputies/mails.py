"""Tells a deputy what she may do, for whom, and until when."""

from datetime import datetime

from participation.deputies.duties import Duty
from participation.deputies.models import Deputy
from participation.i18n import speaking
from participation.languages import DEFAULT
from participation.mail.actions import queue_mail
from participation.mail.message import Message
from participation.mail.texts import absolute, mail_text, path_of

APPOINTMENT_MAIL = "deputy_appointed"


def mail_appointment(deputy: Deputy, duty: Duty, by: str, now: datetime) -> None:
    """Writes to the deputy; ``by`` is the name of whoever appointed her."""
    language = deputy.account.language or DEFAULT
    with speaking(language):
        task = str(duty.label)
    subject, body = mail_text(
        "deputy_appointed", language, deputy=deputy, by=by, task=task, page=absolute(path_of("desk.index"))
    )
    queue_mail(Message(APPOINTMENT_MAIL, deputy.account.email, language, subject, body), now)
