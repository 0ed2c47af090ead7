"""The personal link by which a calendar program reads what is due: issued, renewed and revoked by its owner."""

from datetime import datetime

from participation.accounts.actions import audit
from participation.accounts.models import Account
from participation.accounts.queries import home, open_account
from participation.kit.personal_links.actions import issue, revoke
from participation.kit.personal_links.queries import live_link

PURPOSE = "calendar"


def subscribe(account: Account, now: datetime) -> str:
    """The secret of a new link to the account's calendar; an older one stops to work."""
    secret = issue(PURPOSE, account.public_id, now)
    audit(account, "subscribe_calendar", "account", account.public_id, now, of=home(account))
    return secret


def unsubscribe(account: Account, now: datetime) -> None:
    """Ends the link; calendar programs that still ask find nothing."""
    revoke(PURPOSE, account.public_id, now)
    audit(account, "unsubscribe_calendar", "account", account.public_id, now, of=home(account))


def subscriber(secret: str, now: datetime) -> Account | None:
    """Whose calendar the link shows; None when it was replaced or revoked, or the account is closed."""
    link = live_link(PURPOSE, secret, now)
    return open_account(link.subject) if link else None
