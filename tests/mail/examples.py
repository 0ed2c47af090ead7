"""One example for each kind of mail: how it comes to be queued, and what its link does.

Whoever registers a kind adds a line here; ``test_get_promise`` fails until then.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select

from participation.accounts.actions import renew_invitation, request_link
from participation.accounts.mails import answer_requests, mail_invitation
from participation.barriers.actions import report_barrier
from participation.clock import now
from participation.deputies.actions import appoint
from participation.deputies.duties import duties
from participation.deputies.rules import Span
from participation.extensions import db
from participation.following import actions as following
from participation.following.followables import followable
from participation.following.models import Subscription
from participation.following.rules import News
from participation.mail.actions import queue_trial
from participation.summaries.rules import REVIEW
from tests import factories


@dataclass(frozen=True)
class Example:
    """``make`` does what the product does so that a mail of this kind is queued, and commits.

    ``opens``: how the path of its one-time link begins, empty when it has none; ``button``: what that page's button
    says. The button leads to a page or a redirect.
    """

    make: Callable[[], None]
    opens: str = ""
    button: str = ""


def trial() -> None:
    """The office asks for a trial mail."""
    queue_trial(factories.make_account(), "de", now())
    db.session.commit()


def asked() -> None:
    """Somebody asks to follow a field of action."""
    workstream = factories.make_workstream()
    thing = followable("workstream", workstream.public_id)
    assert thing is not None
    following.subscribe("workstream", workstream.public_id, thing, "muster@example.org", "de", now())
    db.session.commit()


def told() -> None:
    """Somebody follows, and something happens."""
    asked()
    subscription = db.session.scalars(select(Subscription)).one()
    following.confirm(subscription, now())
    news = News("something", {"de": "Es ist etwas geschehen"})
    following.tell_followers("workstream", subscription.subject_id, news, now())
    following.tell(now())


def barrier_report() -> None:
    """Somebody reports a barrier, and the office has an address."""
    factories.make_instance().contact_email = "buero@example.org"
    report_barrier("/umfragen/", "Zu klein.", "ich@example.org", now())
    db.session.commit()


def invitation() -> None:
    """An administrator invites somebody."""
    account = factories.make_account()
    mail_invitation(account, renew_invitation(account, None, now()), "Sascha Probe", now())
    db.session.commit()


def sign_in_link() -> None:
    """Somebody with an account has asked for a link."""
    request_link(factories.make_account().email, now())
    answer_requests(now())


def deputy_appointed() -> None:
    """A reviewer goes on holiday and appoints somebody."""
    by, deputy = factories.make_account(), factories.make_account()
    appoint(duties()[REVIEW], factories.make_county(), deputy, Span(now().date(), now().date()), by, now())
    db.session.commit()


EXAMPLES: dict[str, Example] = {
    "deputy_appointed": Example(deputy_appointed),
    "following_confirm": Example(asked, opens="/folgen/bestaetigen/", button="Bestätigen"),
    "following_news": Example(told),
    "invitation": Example(invitation, "/konto/einladung/", "Konto öffnen"),
    "sign_in_link": Example(sign_in_link, "/konto/link/", "Jetzt anmelden"),
    "trial": Example(trial),
    "barrier_report": Example(barrier_report),
}
