"""The outbox at the desk: what waits, what went, and what a person has to do about it."""

from urllib.parse import quote

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug import Response

from participation.access import allowed, authorise, requires
from participation.accounts.sessions import signed_in
from participation.clock import now
from participation.extensions import db
from participation.i18n import current_language
from participation.kit.sealing import SealError
from participation.mail import actions, queries
from participation.mail.delivery import sends_mail
from participation.mail.kinds import mail_kinds
from participation.mail.models import Mail
from participation.mail.rules import MailState, is_being_sent
from participation.mail.sealing import Letter, open_letter
from participation.mail.words import TROUBLE_WORDS
from participation.organisations.queries import county
from participation.paging import page_of
from participation.permissions import Permission

blueprint = Blueprint("mail", __name__, url_prefix="/verwaltung/post")


@blueprint.get("/")
@requires(Permission.MANAGE_MAIL)
def index() -> str:
    _whole_county()
    page = page_of(queries.outbox(), request.args)
    letters = {mail.public_id: _letter(mail) for mail in page.items}
    return _page("mail/index.html", page=page, letters=letters, waiting=queries.waiting_count())


@blueprint.post("/probe")
@requires(Permission.MANAGE_MAIL)
def send_trial() -> Response:
    _whole_county()
    mail = actions.queue_trial(signed_in(), current_language().tag, now())
    db.session.commit()
    flash(_("A trial mail to your address waits in the outbox."), "success")
    return redirect(url_for("mail.show", public_id=mail.public_id))


@blueprint.get("/<public_id>")
@requires(Permission.MANAGE_MAIL)
def show(public_id: str) -> str:
    _whole_county()
    mail = queries.mail_by_public_id(public_id) or abort(404)
    letter = _letter(mail)
    readable = letter is not None and letter.body is not None and may_read(mail)
    return _page(
        "mail/show.html",
        mail=mail,
        letter=letter,
        readable=readable,
        compose=_compose(mail, letter) if letter and readable else None,
        sending=is_being_sent(mail.claimed_until, now()),
    )


@blueprint.post("/<public_id>/erneut")
@requires(Permission.MANAGE_MAIL)
def retry(public_id: str) -> Response:
    actions.retry(_locked(public_id), signed_in(), now())
    db.session.commit()
    flash(_("The mail is tried again at once."), "success")
    return redirect(url_for("mail.show", public_id=public_id))


@blueprint.post("/<public_id>/verwerfen")
@requires(Permission.MANAGE_MAIL)
def discard(public_id: str) -> Response:
    actions.discard(_locked(public_id), signed_in(), now())
    db.session.commit()
    flash(_("The mail has been discarded."), "success")
    return redirect(url_for("mail.index"))


@blueprint.post("/<public_id>/uebergeben")
@requires(Permission.MANAGE_MAIL)
def hand_over(public_id: str) -> Response:
    actions.hand_over(_locked(public_id), signed_in(), now())
    db.session.commit()
    flash(_("The mail is marked as handed over."), "success")
    return redirect(url_for("mail.index"))


def may_read(mail: Mail) -> bool:
    """Whether the signed-in person may read the letter.

    What opens something for its receiver is nobody else's, unless a person has to hand it over; then it is the task of
    those who manage accounts, for it may be a sign-in link.
    """
    if not mail.secret:
        return True
    return mail.state == MailState.WAITING and not sends_mail() and allowed(Permission.MANAGE_ACCOUNTS)


def _letter(mail: Mail) -> Letter | None:
    """The letter, None when it was sealed under another secret."""
    try:
        return open_letter(mail.public_id, mail.sealed)
    except SealError:
        return None


def _compose(mail: Mail, letter: Letter) -> str:
    """An address that opens the letter in the person's own mail program."""
    return f"mailto:{quote(letter.to, safe='@')}?subject={quote(mail.subject)}&body={quote(letter.body or '')}"


def _page(template: str, **values: object) -> str:
    return render_template(template, sends=sends_mail(), kinds=mail_kinds(), troubles=TROUBLE_WORDS, **values)


def _locked(public_id: str) -> Mail:
    _whole_county()
    return queries.locked_mail(public_id) or abort(404)


def _whole_county() -> None:
    """Mails belong to no town: 403 for those who may look after mails of their own town only."""
    authorise(Permission.MANAGE_MAIL, (county() or abort(404)).id)
