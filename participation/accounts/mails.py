"""Mails about accounts: invitations, and links that sign in."""

from datetime import datetime

from sqlalchemy import delete, select

from participation.accounts.actions import create_login_link
from participation.accounts.models import Account, LinkRequest
from participation.accounts.queries import account_by_email
from participation.accounts.rules import INVITATION_LENGTH, MAILED_LINK_LENGTH, MAILED_LINK_REST, SIGN_IN
from participation.extensions import db
from participation.kit.personal_links.queries import link_of
from participation.languages import DEFAULT
from participation.mail.actions import queue_mail
from participation.mail.message import Message
from participation.mail.texts import absolute, mail_text

INVITATION_MAIL = "invitation"
SIGN_IN_MAIL = "sign_in_link"


def mail_invitation(account: Account, secret: str, by: str, now: datetime) -> None:
    """Tells somebody that there is an account for them; ``by`` is who invites."""
    language = account.language or DEFAULT
    link = absolute(f"/konto/einladung/{secret}")
    subject, body = mail_text("invitation", language, by=by, link=link, until=now + INVITATION_LENGTH)
    queue_mail(Message(INVITATION_MAIL, account.email, language, subject, body, secret=True), now)


def mail_sign_in_link(account: Account, now: datetime) -> None:
    """Sends a link that signs in within the hour."""
    language = account.language or DEFAULT
    secret = create_login_link(account, now, MAILED_LINK_LENGTH)
    subject, body = mail_text("sign_in_link", language, account=account, link=absolute(f"/konto/link/{secret}"))
    queue_mail(Message(SIGN_IN_MAIL, account.email, language, subject, body, secret=True), now)


def answer_requests(now: datetime) -> None:
    """Mails the links that were asked for, where there is an account; the job's work, so it commits.

    Whose last link is only minutes old gets no other, so that a stranger who keeps asking spoils none.
    """
    asked = db.session.scalars(select(LinkRequest).order_by(LinkRequest.id)).all()
    for email in dict.fromkeys(one.email for one in asked):
        account = account_by_email(email)
        last = link_of(SIGN_IN, account.public_id, now) if account else None
        if account is not None and (last is None or now - last.issued_at >= MAILED_LINK_REST):
            mail_sign_in_link(account, now)
    db.session.execute(delete(LinkRequest).where(LinkRequest.id.in_([one.id for one in asked])))
    db.session.commit()
